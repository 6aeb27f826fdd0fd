import { describe, expect, test } from "vitest";
import { PASTED } from "./paste/pasted-examples.ts";
import { type PasteReading, readPaste } from "./paste.ts";

describe.each(Object.entries(PASTED))("%s", (_name, examples) => {
  test.each(examples)("%j", (pasted, expected) => {
    expect(told(readPaste(pasted))).toBe(expected);
  });
});

/** A reading in words, all of it. */
function told(reading: PasteReading): string {
  if (reading.is === "unreadable") return `unreadable ${reading.reason}`;
  if (reading.is === "search") {
    return `search ${reading.terms.map(({ field, value }) => `${field} ${value}`).join(" / ")}`;
  }
  if (reading.is === "invoices") {
    const unread = reading.unread > 0 ? ` unread ${reading.unread}` : "";
    return `ask each ${reading.invoiceIds.join(" ")}${unread}`;
  }
  if (reading.is !== "invoice") return reading.is;
  const changes = reading.changes.length > 0 ? ` [${reading.changes.join(" ")}]` : "";
  const also = reading.also.map(({ field, value }) => ` or ${field} ${value}`);
  return `ask ${reading.invoiceId}${changes}${also.join("")}`;
}
