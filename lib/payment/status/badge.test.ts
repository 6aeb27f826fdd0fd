import { describe, expect, test } from "vitest";
import { LOCALES } from "#lib/i18n/locale.ts";
import { messagesOf } from "#lib/i18n/messages.ts";
import { type BankAnswer, KINDS } from "../payment.ts";
import { badgeOf, TONES } from "./badge.ts";

const STATES = ["CHARGE", "AUTH", "REFUND", "CANCEL", "NEW", "VERIFIED", "X", "failed", "3d", null];

/** The badge of an answer whose class is final unless another one is named. */
function badgeFor(answer: Pick<BankAnswer, "kind"> & Partial<BankAnswer>) {
  return badgeOf({ class: "closed", statusName: null, resultCode: "100", ...answer });
}

describe("badges", () => {
  test.each(KINDS)("%s has a badge with a tone, an icon and a word in each language", (kind) => {
    const badge = badgeFor({ kind });
    expect(badge.key).toBe(kind);
    expect(TONES).toContain(badge.tone);
    expect(badge.icon.length).toBeGreaterThan(0);
    for (const locale of LOCALES) expect(messagesOf(locale).badge[badge.key]).toMatch(/\S/);
  });

  test("say what they are by their colour", () => {
    const tones = Object.fromEntries(KINDS.map((kind) => [kind, badgeFor({ kind }).tone]));
    const kindsOf = (tone: string) => KINDS.filter((kind) => tones[kind] === tone);
    expect(kindsOf("emerald")).toEqual(["paid"]);
    expect(kindsOf("red")).toEqual(["failed"]);
    expect(kindsOf("violet")).toEqual(["refunded", "partly_refunded"]);
    expect(kindsOf("amber")).toEqual(["in_progress"]);
    expect(tones).toMatchObject({ released: "slate", not_found: "slate", unknown: "slate" });
  });

  test("have a dashed edge only where nothing is known of the payment", () => {
    const dashed = KINDS.filter((kind) => badgeFor({ kind }).dashed);
    expect(dashed).toEqual(["not_found", "unknown", "unreachable", "unreadable"]);
  });

  test("look different for every kind: no two share tone, icon and edge", () => {
    const alike = new Map<string, string[]>();
    for (const kind of KINDS) {
      const { tone, icon, dashed } = badgeFor({ kind });
      const look = `${tone} ${icon} ${dashed}`;
      alike.set(look, [...(alike.get(look) ?? []), kind]);
    }
    // The three that know nothing differ by their word alone.
    expect([...alike.values()].filter((kinds) => kinds.length > 1)).toEqual([
      ["unknown", "unreachable", "unreadable"],
    ]);
  });
});

describe("special cases", () => {
  test("a payment that stopped at 3-D Secure has its own badge", () => {
    expect(badgeFor({ kind: "failed", statusName: "3D" })).toEqual({
      key: "three_d_secure",
      tone: "red",
      icon: "shield-cross",
      dashed: false,
      raw: "3D",
    });
  });

  test.each(["FAILED", "REJECT"])("%s in progress is not settled, amber and never red", (state) => {
    expect(badgeFor({ kind: "in_progress", statusName: state })).toMatchObject({
      key: "not_settled",
      tone: "amber",
      icon: "clock",
    });
    expect(badgeFor({ kind: "failed", statusName: state }).key).toBe("failed");
  });

  test("a refusal that the bank does not call final is amber and says so", () => {
    const open = badgeFor({ kind: "failed", class: "may_change", statusName: "FAILED" });
    expect(open).toMatchObject({ key: "failed_not_final", tone: "amber", icon: "cross" });
    const alone = badgeFor({ kind: "failed", class: "may_change", resultCode: "101" });
    expect(alone.key).toBe("failed_not_final");
  });

  test("no other state of the bank changes the badge of a kind", () => {
    for (const kind of KINDS) {
      for (const statusName of STATES) {
        expect(badgeFor({ kind, statusName }).key).toBe(kind);
      }
      const special = ["3D", "FAILED", "REJECT"].map(
        (statusName) => badgeFor({ kind, statusName }).key,
      );
      if (kind !== "failed" && kind !== "in_progress") expect(special).toEqual([kind, kind, kind]);
    }
  });

  test.each([
    ["100", "X", "X"],
    ["100", null, "–"],
    ["105", null, "105"],
    ["105", "CHARGE", "105"],
    ["", null, ""],
    [null, "X", "–"],
    [null, null, "–"],
  ])("with code %j and state %j, the bank's word is %j", (resultCode, statusName, raw) => {
    expect(badgeFor({ kind: "unknown", statusName, resultCode }).raw).toBe(raw);
  });
});
