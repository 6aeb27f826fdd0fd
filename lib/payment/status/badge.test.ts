import { describe, expect, test } from "vitest";
import { LOCALES } from "#lib/i18n/locale.ts";
import { messagesOf } from "#lib/i18n/messages.ts";
import { KINDS } from "../payment.ts";
import { badgeOf, TONES } from "./badge.ts";

const STATES = ["CHARGE", "AUTH", "REFUND", "CANCEL", "NEW", "VERIFIED", "X", "failed", "3d", null];

describe("badges", () => {
  test.each(KINDS)("%s has a badge with a tone, an icon and a word in each language", (kind) => {
    const badge = badgeOf({ kind, statusName: null, resultCode: "100" });
    expect(badge.key).toBe(kind);
    expect(TONES).toContain(badge.tone);
    expect(badge.icon.length).toBeGreaterThan(0);
    for (const locale of LOCALES) expect(messagesOf(locale).badge[badge.key]).toMatch(/\S/);
  });

  test("say what they are by their colour", () => {
    const tones = Object.fromEntries(
      KINDS.map((kind) => [kind, badgeOf({ kind, statusName: null, resultCode: "100" }).tone]),
    );
    const kindsOf = (tone: string) => KINDS.filter((kind) => tones[kind] === tone);
    expect(kindsOf("emerald")).toEqual(["paid"]);
    expect(kindsOf("red")).toEqual(["failed"]);
    expect(kindsOf("violet")).toEqual(["refunded", "partly_refunded"]);
    expect(kindsOf("amber")).toEqual(["in_progress"]);
    expect(tones).toMatchObject({ released: "slate", not_found: "slate", unknown: "slate" });
  });

  test("have a dashed edge only where nothing is known of the payment", () => {
    const dashed = KINDS.filter(
      (kind) => badgeOf({ kind, statusName: null, resultCode: "100" }).dashed,
    );
    expect(dashed).toEqual(["not_found", "unknown", "unreachable", "unreadable"]);
  });

  test("look different for every kind: no two share tone, icon and edge", () => {
    const alike = new Map<string, string[]>();
    for (const kind of KINDS) {
      const { tone, icon, dashed } = badgeOf({ kind, statusName: null, resultCode: "100" });
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
    expect(badgeOf({ kind: "failed", statusName: "3D", resultCode: "100" })).toEqual({
      key: "three_d_secure",
      tone: "red",
      icon: "shield-cross",
      dashed: false,
      raw: "3D",
    });
  });

  test.each(["FAILED", "REJECT"])("%s in progress is not settled, amber and never red", (state) => {
    expect(badgeOf({ kind: "in_progress", statusName: state, resultCode: "100" })).toMatchObject({
      key: "not_settled",
      tone: "amber",
      icon: "clock",
    });
    expect(badgeOf({ kind: "failed", statusName: state, resultCode: "100" }).key).toBe("failed");
  });

  test("no other state of the bank changes the badge of a kind", () => {
    for (const kind of KINDS) {
      for (const statusName of STATES) {
        expect(badgeOf({ kind, statusName, resultCode: "100" }).key).toBe(kind);
      }
      const special = ["3D", "FAILED", "REJECT"].map(
        (statusName) => badgeOf({ kind, statusName, resultCode: "100" }).key,
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
    expect(badgeOf({ kind: "unknown", statusName, resultCode }).raw).toBe(raw);
  });
});
