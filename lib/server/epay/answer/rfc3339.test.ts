import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseRfc3339 } from "./rfc3339.ts";

describe("F-51 a date-time of RFC 3339", () => {
  test.each([
    ["2022-11-15T03:52:17.289853+06:00", "2022-11-14T21:52:17.289Z", "+06:00"],
    ["2022-11-15T03:52:17.2898531+06:00", "2022-11-14T21:52:17.289Z", "+06:00"],
    ["2022-11-15T03:52:17.9999999Z", "2022-11-15T03:52:17.999Z", "+00:00"],
    ["2022-11-15T03:52:17.5-11:30", "2022-11-15T15:22:17.500Z", "-11:30"],
    ["2024-02-29T23:59:59+05:00", "2024-02-29T18:59:59.000Z", "+05:00"],
    ["2000-01-01T00:00:00+00:00", "2000-01-01T00:00:00.000Z", "+00:00"],
    ["2100-12-31T23:59:59-00:00", "2100-12-31T23:59:59.000Z", "-00:00"],
    ["2024-03-01T00:00:00+23:59", "2024-02-29T00:01:00.000Z", "+23:59"],
  ])("%s is %s", (text, instant, offset) => {
    const moment = parseRfc3339(text);
    expect(moment?.offset).toBe(offset);
    expect(new Date(moment?.epochMs ?? Number.NaN).toISOString()).toBe(instant);
  });

  test.each([
    "2022-02-30T00:00:00Z",
    "2023-02-29T00:00:00Z",
    "2100-02-29T00:00:00Z",
    "2022-04-31T00:00:00Z",
    "2022-13-01T00:00:00Z",
    "2022-00-01T00:00:00Z",
    "2022-01-00T00:00:00Z",
    "2022-01-32T00:00:00Z",
    "2022-01-01T24:00:00Z",
    "2022-01-01T00:60:00Z",
    "2022-01-01T00:00:60Z",
    "2022-01-01T00:00:00",
    "2022-01-01T00:00:00+0600",
    "2022-01-01T00:00:00+24:00",
    "2022-01-01T00:00:00+06:60",
    "2022-01-01T00:00:00 +06:00",
    "2022-01-01 00:00:00Z",
    "2022-01-01T00:00:00.Z",
    "2022-01-01T00:00Z",
    "2022-1-1T00:00:00Z",
    "0001-01-01T00:00:00Z",
    "1999-12-31T23:59:59Z",
    "2101-01-01T00:00:00Z",
    "9999-12-31T23:59:59Z",
    "12022-01-01T00:00:00Z",
    "-2022-01-01T00:00:00Z",
    "2022-01-01T00:00:00Z ",
    "2022-01-01T00:00:00Z\n",
    "２０２２-01-01T00:00:00Z",
    "1668462737",
    "now",
    "",
  ])("%j is not a date-time", (text) => {
    expect(parseRfc3339(text)).toBeNull();
  });

  test("fast-check: agrees with Date for every valid date and offset", () => {
    const date = fc.date({
      min: new Date("2000-01-02T00:00:00Z"),
      max: new Date("2100-12-30T00:00:00Z"),
      noInvalidDate: true,
    });
    const offset = fc.integer({ min: -1439, max: 1439 });
    fc.assert(
      fc.property(date, offset, (instant, minutes) => {
        const local = new Date(instant.getTime() + minutes * 60_000).toISOString().slice(0, 23);
        const [hours, rest] = [Math.trunc(Math.abs(minutes) / 60), Math.abs(minutes) % 60];
        const sign = minutes < 0 ? "-" : "+";
        const written = `${sign}${String(hours).padStart(2, "0")}:${String(rest).padStart(2, "0")}`;
        expect(parseRfc3339(`${local}123${written}`)).toEqual({
          epochMs: instant.getTime(),
          offset: written,
        });
      }),
    );
  });
});
