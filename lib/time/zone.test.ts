import fc from "fast-check";
import { expect, test } from "vitest";
import { dayOf, endOfDay, startOfDay } from "./zone.ts";

test.each([
  ["2024-02-29", "Asia/Almaty", "2024-02-28T18:00:00.000Z", "the last day at UTC+6"],
  ["2024-03-01", "Asia/Almaty", "2024-02-29T19:00:00.000Z", "that midnight is set back an hour"],
  ["2024-03-02", "Asia/Almaty", "2024-03-01T19:00:00.000Z", "UTC+5 since"],
  ["2026-11-24", "Asia/Almaty", "2026-11-23T19:00:00.000Z", "today"],
  ["2026-11-24", "UTC", "2026-11-24T00:00:00.000Z", "no offset"],
  ["2026-03-29", "Europe/Berlin", "2026-03-28T23:00:00.000Z", "the day on which summer begins"],
  ["2026-03-30", "Europe/Berlin", "2026-03-29T22:00:00.000Z", "the day after"],
])("%s in %s begins at %s: %s", (day, zone, instant) => {
  expect(startOfDay(day, zone).toISOString()).toBe(instant);
});

test("a day ends when the next one begins, also at the end of a year", () => {
  expect(endOfDay("2025-12-31", "Asia/Almaty")).toEqual(startOfDay("2026-01-01", "Asia/Almaty"));
});

test.each([
  ["2026-11-23T18:59:59.999Z", "Asia/Almaty", "2026-11-23"],
  ["2026-11-23T19:00:00.000Z", "Asia/Almaty", "2026-11-24"],
  ["2026-11-23T19:00:00.000Z", "UTC", "2026-11-23"],
  ["2026-01-01T04:59:59.000Z", "America/New_York", "2025-12-31"],
])("%s is in %s on %s", (instant, zone, day) => {
  expect(dayOf(new Date(instant), zone)).toBe(day);
});

test("the first moment of a day is in that day, and the moment before is not", () => {
  const days = fc
    .date({ min: new Date("2000-01-01"), max: new Date("2035-12-31"), noInvalidDate: true })
    .map((date) => date.toISOString().slice(0, 10));
  const dayIn = (zone: string, instant: number) =>
    new Intl.DateTimeFormat("sv-SE", { timeZone: zone }).format(instant);
  const zones = fc.constantFrom("Asia/Almaty", "Asia/Aqtobe", "UTC", "America/New_York");
  fc.assert(
    fc.property(days, zones, (day, zone) => {
      const start = startOfDay(day, zone).getTime();
      expect(dayIn(zone, start)).toBe(day);
      // If clocks are set back at midnight, the hour before occurs twice.
      expect(dayIn(zone, start - 3_600_001)).not.toBe(day);
    }),
    { seed: 5 },
  );
});
