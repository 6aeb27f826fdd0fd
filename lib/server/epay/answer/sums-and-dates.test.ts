import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  answerWith,
  NOW,
  readPayment as payment,
  readText as read,
} from "#testing/bank/sample-answer.ts";

const sums = ["amount", "amountBonus", "payoutAmount", "orgAmount"] as const;
const OURS = {
  amount: "amount",
  amountBonus: "bonus",
  payoutAmount: "returned",
  orgAmount: "original",
} as const;

describe("F-49 sums", () => {
  test.each([
    ["12.22", "12.22", "1222"],
    ['"12.22"', "12.22", "1222"],
    ["12.220000", "12.22", "1222"],
    ["0.1", "0.1", "10"],
    ["1.222e1", "12.22", "1222"],
    ["-0", "0", "0"],
    ["1e21", "1000000000000000000000", "100000000000000000000000"],
    ["12345678901234567890", "12345678901234567890", "1234567890123456789000"],
    ["9007199254740993", "9007199254740993", "900719925474099300"],
    ["10000000000000000.01", "10000000000000000.01", "1000000000000000001"],
  ])("%s is exactly %s", (written, decimal, minorUnits) => {
    for (const key of sums) {
      const { payment: read_, flags } = read(answerWith(key, written));
      expect(read_?.[OURS[key]]).toEqual({ decimal, minorUnits });
      expect(flags.map(({ code }) => code)).not.toContain("sum_unreadable");
    }
  });

  test.each([
    ['"12,22"', "12,22"],
    ["12.345", "12.345"],
    ["1e400", "1e400"],
    ["true", "true"],
    ["{}", "{}"],
    ['["1"]', "{}"],
    ['"NaN"', "NaN"],
    ['" 12.22"', " 12.22"],
    ['"1 000"', "1 000"],
    ['"0x10"', "0x10"],
    ['"+1"', "+1"],
    ['"Infinity"', "Infinity"],
    ["1234567890123456789012345678901", "1234567•••••••••••••••••••••901"],
  ])("%s is unreadable, and its raw text is shown", (written, raw) => {
    for (const key of sums) {
      const { payment: read_, flags } = read(answerWith(key, written));
      expect(read_?.[OURS[key]]).toBeNull();
      const flag = flags.find(({ code }) => code === "sum_unreadable");
      expect(flag).toMatchObject({ field: OURS[key] });
      if (!raw.includes("•")) expect(flag?.raw).toBe(raw);
    }
  });

  test("a negative sum is exact and flagged", () => {
    const { payment: read_, flags } = payment({ amount: -5, orgAmount: "-0.01" });
    expect([read_.amount?.minorUnits, read_.original?.minorUnits]).toEqual(["-500", "-1"]);
    expect(flags).toContainEqual({ code: "sum_negative", field: "amount", raw: "-5" });
    expect(flags).toContainEqual({ code: "sum_negative", field: "original", raw: "-0.01" });
  });

  test("the raw text of a sum is truncated", () => {
    const { flags } = payment({ amount: "x".repeat(5_000) });
    expect(flags).toContainEqual({ code: "sum_unreadable", field: "amount", raw: "x".repeat(100) });
  });

  test("fast-check: keeps all digits of a sum of any size", () => {
    const digits = fc.bigInt({ min: 0n, max: 10n ** 12n }).map(String);
    const cents = fc.integer({ min: 1, max: 99 }).map((n) => String(n).padStart(2, "0"));
    fc.assert(
      fc.property(digits, cents, fc.boolean(), (whole, fraction, isText) => {
        const written = `${whole}.${fraction}`;
        const { payment: read_ } = read(answerWith("amount", isText ? `"${written}"` : written));
        expect(BigInt(read_?.amount?.minorUnits ?? -1)).toBe(BigInt(whole + fraction));
      }),
    );
  });
});

describe("F-51 dates", () => {
  test.each([
    ["2024-03-01T00:30:00+05:00", "2024-02-29T19:30:00.000Z", "+05:00"],
    ["2024-02-29T23:30:00+06:00", "2024-02-29T17:30:00.000Z", "+06:00"],
    ["2022-11-15T03:52:17.2898531+06:00", "2022-11-14T21:52:17.289Z", "+06:00"],
    ["2022-11-15T03:52:17.289853123456+06:00", "2022-11-14T21:52:17.289Z", "+06:00"],
    ["2022-11-15T03:52:17Z", "2022-11-15T03:52:17.000Z", "+00:00"],
  ])("%s", (raw, instant, offset) => {
    const { payment: read_, flags } = payment({ createdDate: raw });
    expect(read_.createdAt).toEqual({ raw, instant, offset });
    expect(flags).toEqual([]);
  });

  test.each(["2022-11-15 03:52:17", "2022-02-30T00:00:00Z", "0001-01-01T00:00:00Z", "soon"])(
    "%s is kept raw and flagged",
    (raw) => {
      const { payment: read_, flags } = payment({ createdDate: raw });
      expect(read_.createdAt).toEqual({ raw, instant: null, offset: null });
      expect(flags).toEqual([{ code: "date_unreadable", field: "createdAt", raw }]);
    },
  );

  test("a Unix time is kept as its digits and flagged", () => {
    const { payment: read_, flags } = payment({ createdDate: 1668462737 });
    expect(read_.createdAt).toMatchObject({ raw: "1668462737", instant: null });
    expect(flags).toMatchObject([{ code: "date_unreadable" }]);
  });

  test("a date more than ten minutes ahead is flagged", () => {
    const at = (ms: number) => new Date(NOW + ms).toISOString();
    expect(payment({ createdDate: at(600_000) }).flags).toEqual([]);
    expect(payment({ createdDate: at(600_001) }).flags).toMatchObject([{ code: "date_in_future" }]);
  });
});
