import { expect, test } from "vitest";
import { looksLikeRrn, type NotFound, triesFor } from "./not-found.ts";

const asked = [{ terminal: "main", kind: "not_found", fault: null }] as const;

function triesOf(changes: Partial<NotFound>) {
  const question = {
    invoiceId: "205218074",
    service: "payment",
    terminal: undefined,
    asked,
    terminals: ["main"],
    ...changes,
  } as const;
  return triesFor(question).map(({ cause, invoiceId, terminal, service }) =>
    [cause, invoiceId, terminal ?? "", service].join(" ").trim(),
  );
}

test.each([
  ["1234", "zeros 001234  payment", "a short number first with the zeros that a sheet took"],
  ["2O52I8", "look_alikes 205218  payment", "letters that look like digits"],
  ["205-218-074", "separators 205218074  payment", "hyphens that a form put in"],
  ["205218074", "p2p 205218074  p2p", "a card-to-card transfer"],
  ["ORDER42", "digits_only 000042  payment", "letters that a shop leaves out"],
  ["99123456789012345", "last_digits 123456789012345  payment", "more digits than the bank takes"],
])("%s: %s (%s)", (invoiceId, first) => {
  expect(triesOf({ invoiceId })[0]).toBe(first);
});

test("of a number with letters and hyphens the digits are offered, too", () => {
  expect(triesOf({ invoiceId: "MS-2026-000042" }).slice(0, 2)).toEqual([
    "separators MS2026000042  payment",
    "digits_only 2026000042  payment",
  ]);
  expect(triesOf({ invoiceId: "MS-99123456789012345" })).toContain(
    "last_digits 123456789012345  payment",
  );
});

test("each terminal that was not asked is offered", () => {
  const terminals = ["main", "kiosk", "online"];
  expect(triesOf({ terminals, terminal: "main" })).toEqual([
    "other_terminal 205218074 kiosk payment",
    "other_terminal 205218074 online payment",
    "p2p 205218074 main p2p",
    "zeros 0205218074 main payment",
  ]);
});

test("a number with leading zeros is also offered without them", () => {
  expect(triesOf({ invoiceId: "000123456" })).toContain("zeros 123456  payment");
});

test("for an unknown transfer an ordinary payment is offered", () => {
  expect(triesOf({ service: "p2p" })).toContain("payment 205218074  payment");
});

test("no suggestion repeats the question", () => {
  for (const invoiceId of ["0", "000000", "1234567890123456", "A-B", "OOO", "__"]) {
    const own = `${invoiceId}  payment`;
    expect(triesOf({ invoiceId }).filter((one) => one.endsWith(` ${own}`))).toEqual([]);
  }
});

test.each([
  ["231951411351", true],
  ["200000000001", false],
  ["236751411351", false],
  ["23195141135", false],
])("%s looks like an RRN: %s", (text, expected) => {
  expect(looksLikeRrn(text)).toBe(expected);
});
