import { describe, expect, test } from "vitest";
import { retryAtOf } from "./retry-after.ts";

const NOW = Date.UTC(2026, 10, 24, 8);
const at = (header: string | null) => retryAtOf("bank_asks_to_wait", header, NOW);

describe("F-19 Retry-After", () => {
  test.each([
    ["0", "2026-11-24T08:00:00.000Z"],
    ["30", "2026-11-24T08:00:30.000Z"],
    ["86400", "2026-11-25T08:00:00.000Z"],
    ["Tue, 24 Nov 2026 08:05:00 GMT", "2026-11-24T08:05:00.000Z"],
    ["Tue, 24 Nov 2026 08:00:00 GMT", "2026-11-24T08:00:00.000Z"],
  ])("%s is %s", (header, instant) => {
    expect(at(header)).toBe(instant);
  });

  test.each(["31536000", "999999999999999", "Wed, 24 Nov 2027 08:00:00 GMT"])(
    "%s is more than a day and counts as one day",
    (header) => {
      expect(at(header)).toBe("2026-11-25T08:00:00.000Z");
    },
  );

  test.each([
    null,
    "",
    "-5",
    "1.5",
    "1e3",
    "soon",
    "5 seconds",
    "9".repeat(400),
    "Tue, 24 Nov 2026 07:59:59 GMT",
    "Tue, 99 Nov 2026 08:05:00 GMT",
    "Tue, 24 Xyz 2026 08:05:00 GMT",
    "2026-11-24T08:05:00Z",
    "30, 60",
    "NaN",
  ])("%j gives no time", (header) => {
    expect(at(header)).toBeNull();
  });

  test("is ignored with another fault", () => {
    expect(retryAtOf("bank_failing", "30", NOW)).toBeNull();
  });
});
