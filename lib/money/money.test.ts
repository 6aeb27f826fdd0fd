import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { LOCALES } from "#lib/i18n/locale.ts";
import { addSums, compareSums, formatMoney, parseSum, ZERO } from "./money.ts";
import { type Sum, sumSchema } from "./sum.ts";

function sum(digits: string): Sum {
  const parsed = parseSum(digits);
  if (!parsed) throw new Error(`${digits} is no sum`);
  return parsed;
}

describe("parseSum", () => {
  test.each([
    ["12.22", "12.22", "1222"],
    ["10", "10", "1000"],
    ["10.00", "10", "1000"],
    ["12.50", "12.5", "1250"],
    ["0.01", "0.01", "1"],
    ["0", "0", "0"],
    ["-0", "0", "0"],
    ["-0.00", "0", "0"],
    ["-5", "-5", "-500"],
    ["-0.5", "-0.5", "-50"],
    ["12.2200000", "12.22", "1222"],
    ["1e3", "1000", "100000"],
    ["1E+3", "1000", "100000"],
    ["1222e-2", "12.22", "1222"],
    ["122200e-4", "12.22", "1222"],
    ["0.1222e2", "12.22", "1222"],
    ["0e99", "0", "0"],
    ["0e-99", "0", "0"],
    ["1e21", "1000000000000000000000", "100000000000000000000000"],
    ["9007199254740993", "9007199254740993", "900719925474099300"],
    ["9".repeat(30), "9".repeat(30), `${"9".repeat(30)}00`],
    [`${"9".repeat(28)}.99`, `${"9".repeat(28)}.99`, "9".repeat(30)],
  ])("%s is %s", (digits, decimal, minorUnits) => {
    expect(parseSum(digits)).toEqual({ decimal, minorUnits });
    expect(sumSchema.parse(parseSum(digits))).toEqual({ decimal, minorUnits });
  });

  test.each([
    ..."12,22 NaN Infinity -Infinity null true 0x10 0b1 1_000 +1 .5 5. 1.2.3 --1 1- 1e 1e1.5 e5 012 00".split(
      " ",
    ),
    ...["", " ", " 1", "1 ", "1\n", "1 000", "1\u00a0000", "12.22 KZT", "₸12", "१२", "１２", "−5"],
    ...["12.345", "0.001", "1e-3", "1222e-3", "0.005e0"],
    ...["1e31", "1e99", "1e100", "1e400", "1e-400", "0e100", "1".repeat(31), `1.${"0".repeat(30)}`],
    "9".repeat(1_000_000),
  ])("%.40j is not a sum", (digits) => {
    expect(parseSum(digits)).toBeNull();
  });

  test("fast-check: the text of a sum is read as the same sum, and equal sums have equal texts", () => {
    const minor = fc.bigInt({ min: -(10n ** 28n), max: 10n ** 28n });
    fc.assert(
      fc.property(minor, fc.nat(20), (units, zeros) => {
        const digits = String(units < 0n ? -units : units).padStart(3, "0");
        const written = `${units < 0n ? "-" : ""}${digits.slice(0, -2)}.${digits.slice(-2)}`;
        const parsed = parseSum(written);
        fc.pre(parsed !== null);
        expect(parsed.minorUnits).toBe(String(units));
        expect(parseSum(parsed.decimal)).toEqual(parsed);
        const shifted = `${units}${"0".repeat(zeros)}e-${zeros + 2}`;
        if (units !== 0n && shifted.length < 30) expect(parseSum(shifted)).toEqual(parsed);
      }),
    );
  });
});

describe("addition and comparison", () => {
  test("0.1 + 0.2 is 0.3", () => {
    expect(addSums(sum("0.1"), sum("0.2"))).toEqual(sum("0.3"));
    expect(addSums(sum("12.22"), ZERO, sum("10"))).toEqual(sum("22.22"));
    expect(addSums(sum("1"), sum("-2.5"))).toEqual(sum("-1.5"));
  });

  test("a million random sums add up exactly", () => {
    let seed = 20_221_115;
    const random = () => {
      seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
      return seed;
    };
    let total = ZERO;
    let expected = 0n;
    for (let i = 0; i < 1_000_000; i++) {
      const [whole, cents] = [random(), random() % 100];
      total = addSums(total, sum(`${whole}.${String(cents).padStart(2, "0")}`));
      expected += BigInt(whole) * 100n + BigInt(cents);
    }
    expect(total.minorUnits).toBe(String(expected));
  });

  test("fast-check: order and grouping do not matter, and comparison agrees", () => {
    const any = fc.bigInt({ min: -(10n ** 20n), max: 10n ** 20n }).map((n) => sum(`${n}e-2`));
    fc.assert(
      fc.property(any, any, any, (a, b, c) => {
        expect(addSums(a, b, c)).toEqual(addSums(c, addSums(b, a)));
        expect(compareSums(a, b)).toBe(-compareSums(b, a) + 0);
        expect(compareSums(addSums(a, b), addSums(a, c))).toBe(compareSums(b, c));
      }),
    );
    expect(compareSums(sum("9.99"), sum("10"))).toBe(-1);
    expect(compareSums(sum("10"), sum("10.00"))).toBe(0);
  });
});

describe("formatMoney", () => {
  /** Replaces no-break and narrow no-break spaces by plain ones. */
  const shown = (...args: Parameters<typeof formatMoney>) =>
    formatMoney(...args).replace(/\s/g, " ");

  test("parts no group of digits and no sign: every blank is a non-breaking one", () => {
    const sum = { decimal: "1234500.5", minorUnits: "123450050" };
    for (const locale of LOCALES) {
      for (const currency of ["KZT", "USD", "XX", null]) {
        expect(formatMoney(sum, currency, locale)).not.toContain(" ");
      }
    }
  });

  test.each([
    ["12345.5", "KZT", "kk", "12 345,50 ₸"],
    ["12345.5", "KZT", "ru", "12 345,50 ₸"],
    ["12345.5", "KZT", "en", "₸12,345.50"],
    ["0", "KZT", "ru", "0,00 ₸"],
    ["-5", "KZT", "ru", "-5,00 ₸"],
    ["10", "USD", "ru", "10,00 $"],
    ["10", "USD", "en", "$10.00"],
    ["10", "EUR", "kk", "10,00 €"],
    ["12.34", "JPY", "en", "¥12.34"],
    ["12", "JPY", "en", "¥12"],
    ["12.34", "KWD", "en", "KWD 12.340"],
    ["12345.5", null, "ru", "12 345,50"],
    ["12345.5", null, "en", "12,345.50"],
    ["10", "kzt", "ru", "10,00 kzt"],
    ["10", "398", "en", "10.00 398"],
    ["10", "ТЕНГЕ", "kk", "10,00 ТЕНГЕ"],
    ["10", "ZZZ", "en", "10.00 ZZZ"],
    ["10", "", "en", "10.00 "],
  ] as const)("%s %s in %s is %s", (digits, currency, locale, text) => {
    expect(shown(sum(digits), currency, locale)).toBe(text);
  });

  test("no digit is lost by rounding to a binary float", () => {
    const big = sum("9999999999999999999999999999.99");
    expect(formatMoney(big, "KZT", "kk").replace(/\D/g, "")).toBe("9".repeat(30));
    expect(formatMoney(big, null, "en").replace(/\D/g, "")).toBe("9".repeat(30));
  });

  test("a text that is not a decimal number is unchanged", () => {
    expect(formatMoney({ decimal: "?", minorUnits: "0" }, "KZT", "en")).toBe("?");
  });
});
