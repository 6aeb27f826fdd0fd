import { expect, test } from "vitest";
import { holdEnd } from "./hold.ts";

const created = "2026-11-20T10:00:00.000Z";
const endsAt = "2026-11-27T10:00:00.000Z";
const at = (now: string) => ({ holdDays: 7, now: Date.parse(now) });

test.each([
  ["2026-11-20T10:00:00.000Z", { days: 7, hours: 0 }, "far"],
  ["2026-11-25T09:59:59.999Z", { days: 2, hours: 0 }, "far"],
  ["2026-11-25T10:00:00.000Z", { days: 2, hours: 0 }, "near"],
  ["2026-11-26T20:30:00.000Z", { days: 0, hours: 13 }, "near"],
  ["2026-11-27T09:59:59.999Z", { days: 0, hours: 0 }, "near"],
  ["2026-11-27T10:00:00.000Z", { days: 0, hours: 0 }, "over"],
  ["2027-11-27T10:00:00.000Z", { days: 0, hours: 0 }, "over"],
])("at %s the hold has %o left and its end is %s", (now, left, state) => {
  expect(holdEnd(created, at(now))).toEqual({ endsAt, left, state });
});

test("nothing is said of the end without the setting or the time of the operation", () => {
  expect(holdEnd(created, { holdDays: null, now: 0 })).toBeNull();
  expect(holdEnd(null, at(created))).toBeNull();
  expect(holdEnd("yesterday", at(created))).toBeNull();
});
