import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { looksLikeCardNumber, maskOf, removeCardNumbers } from "./card-number.ts";

/** Digits with the check digit of ISO/IEC 7812. */
function withCheckDigit(digits: string): string {
  const sum = [...digits].reverse().reduce((total, digit, place) => {
    const doubled = Number(digit) * (place % 2 === 0 ? 2 : 1);
    return total + (doubled > 9 ? doubled - 9 : doubled);
  }, 0);
  return `${digits}${(10 - (sum % 10)) % 10}`;
}

/** Issuers' prefixes with the lengths of their numbers. */
const ISSUERS: readonly (readonly [string, ...number[]])[] = [
  ["4", 13, 16, 19],
  ["51", 16],
  ["2221", 16],
  ["2720", 16],
  ["34", 15],
  ["62", 16, 17, 18, 19],
  ["2200", 16, 19],
  ["5018", 16, 18, 19],
  ["57", 16],
  ["3528", 16],
  ["36", 14],
  ["6011", 16],
  ["8600", 16],
  ["9860", 16],
];
const cards = fc
  .tuple(
    fc.constantFrom(
      ...ISSUERS.flatMap(([prefix, ...lengths]) =>
        lengths.map((length) => [prefix, length] as const),
      ),
    ),
    fc.stringMatching(/^\d{18}$/),
  )
  .map(([[prefix, length], digits]) => withCheckDigit(`${prefix}${digits}`.slice(0, length - 1)));
const alphabets = ["0", "٠", "۰", "０"].map(
  (zero) => (card: string) =>
    card.replace(/\d/g, (digit) => String.fromCharCode(zero.charCodeAt(0) + Number(digit))),
);
const separators = [
  "",
  " ",
  "-",
  ".",
  "\u00a0",
  "\u2009",
  "\u2011",
  "–",
  "\u200b",
  "\u00ad",
  "  ",
  " - ",
  "\n",
  "+",
];
const spelt = fc
  .tuple(
    cards,
    fc.constantFrom(...alphabets),
    fc.constantFrom(...separators),
    fc.integer({ min: 1, max: 6 }),
  )
  .map(([card, alphabet, separator, group]) => {
    const parts = card.match(new RegExp(`.{1,${group}}`, "g")) ?? [];
    return { card, text: parts.map(alphabet).join(separator) };
  });
const ascii = (text: string) =>
  text.replace(/[٠-٩۰-۹０-９]/g, (digit) => String(digit.charCodeAt(0) & 15));
const digitsOnly = (text: string) => ascii(text).replace(/[^\d•]/g, "");

describe("maskOf (P-01)", () => {
  test.each([
    ["400303...9821", "400303", "9821", false],
    ["4003....9821", "4003", "9821", false],
    ["400303******9821", "400303", "9821", false],
    ["400303XXXXXX9821", "400303", "9821", false],
    ["4003 03** **** 9821", "400303", "9821", false],
    ["4003-03••-••••-9821", "400303", "9821", false],
    ["****9821", "", "9821", false],
    ["**** **** **** 9821", "", "9821", false],
    ["400303****", "400303", "", false],
    ["9821", "", "9821", false],
    ["٤٠٠٣٠٣...٩٨٢١", "400303", "9821", false],
    ["４００３０３...９８２１", "400303", "9821", false],
    ["40030312****9821", "400303", "9821", true],
    ["400303***129821", "400303", "9821", true],
    ["4003****5678****9821", "4003", "9821", true],
    ["4003030000009821", "400303", "9821", true],
    ["4003 0300 0000 9821", "400303", "9821", true],
    ["4003030000009", "400303", "0009", true],
    ["4".repeat(40), "444444", "4444", true],
    ["400303000000", "", "0000", true],
    ["12345", "", "2345", true],
    ["VISA 4003****9821", "4003", "9821", false],
    ["card 4003030000009821", "", "9821", true],
  ])("%s shows %s and %s", (text, first, last, cut) => {
    expect(maskOf(text)).toEqual({ first, last, cut });
  });

  test.each(["", "VISA", "****", "...", "**1234**", "нет"])("%j shows nothing", (text) => {
    expect(maskOf(text)).toBeNull();
  });

  test("fast-check: at most six leading and four trailing digits, whatever comes", () => {
    const text = fc.oneof(
      fc.string(),
      fc.stringMatching(/^[\d*.x -]{0,60}$/),
      spelt.map((one) => one.text),
    );
    fc.assert(
      fc.property(text, (any) => {
        const mask = maskOf(any);
        if (!mask) return;
        expect(mask.first).toMatch(/^\d{0,6}$/);
        expect(mask.last).toMatch(/^\d{0,4}$/);
        expect(mask.cut).toBe(
          digitsOnly(any).replace(/•/g, "").length > mask.first.length + mask.last.length,
        );
      }),
    );
  });
});

describe("removeCardNumbers (P-02)", () => {
  test.each([
    ["4111111111111111", "411111••••••1111"],
    ["pay 4111 1111 1111 1111, thanks", "pay 411111••••••1111, thanks"],
    ["4111-1111-1111-1111", "411111••••••1111"],
    ["4111.1111.1111.1111", "411111••••••1111"],
    ["4111\u00a01111\u00a01111\u00a01111", "411111••••••1111"],
    ["4 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1", "411111••••••1111"],
    ["４１１１１１１１１１１１１１１１", "411111••••••1111"],
    ["٤١١١١١١١١١١١١١١١", "411111••••••1111"],
    ["a=1&pan=4111+1111+1111+1111&b=2", "a=1&pan=411111••••••1111&b=2"],
    ["pan=4111%201111%201111%201111", "pan=411111••••••1111"],
    ['{"pan":"4111\\u00a01111\\u00a01111\\u00a01111"}', '{"pan":"411111••••••1111"}'],
    ["x4111111111111111x", "x411111••••••1111x"],
    ["%B4111111111111111^ALI/ARMAN^2512", "%B411111••••••1111^ALI/ARMAN^2512"],
    ["12 4111 1111 1111 1111", "12 411111••••••1111"],
    ["4222222222222", "422222•••2222"],
    ["6304000000000000000", "630400•••••••••0000"],
  ])("%s becomes %s", (text, cleared) => {
    expect(removeCardNumbers(text)).toEqual({ text: cleared, removed: 1 });
  });

  test("two card numbers are two", () => {
    expect(removeCardNumbers("5555555555554444 and 4111111111111111")).toEqual({
      text: "555555••••••4444 and 411111••••••1111",
      removed: 2,
    });
  });

  test("of two that overlap no more is shown than of one", () => {
    expect(removeCardNumbers("4494 6252 1374 7776 4569")).toEqual({
      text: "449462••••••••••4569",
      removed: 1,
    });
  });

  test.each([
    "",
    "order 205218074",
    "4111111111111112",
    "411111111111",
    "2022-11-15T03:52:17.289853+06:00",
    '{"custom_id":"2023.03.10-15:03:58","sum":33900}',
    "0000000000000000",
    "231951411351",
    "+7 701 123 45 67",
    "67140D7DE97139A7",
  ])("%j is left alone", (text) => {
    expect(removeCardNumbers(text)).toEqual({ text, removed: 0 });
  });

  test.each([
    ["in the groups of a card", "1234 5678 9012 3452"],
    ["with dashes between them", "1234-5678-9012-3452"],
  ])("a number of no issuer is removed %s", (_name, text) => {
    expect(removeCardNumbers(text)).toEqual({ text: "123456••••••3452", removed: 1 });
  });

  test.each([
    ["1795500000009", "of 13 digits, with a time in milliseconds"],
    ['{"order":"20261124103007"}', "of a date and a time"],
    ["Заказ 1234567890123452", "of 16 digits without an issuer"],
  ])("%s is left alone: a check digit alone proves nothing", (text) => {
    expect(removeCardNumbers(text)).toEqual({ text, removed: 0 });
  });

  test("the invoice's own number is left alone, and a card number beside it is not", () => {
    const own = "4870000000036";
    expect(removeCardNumbers(`Заказ ${own}`, own)).toEqual({ text: `Заказ ${own}`, removed: 0 });
    expect(removeCardNumbers(`${own}, 4111111111111111`, own)).toEqual({
      text: `${own}, 411111••••••1111`,
      removed: 1,
    });
    expect(removeCardNumbers("4870000000135", own).removed).toBe(1);
  });

  test("a card number inside a longer run of digits is found at any place", () => {
    for (let place = 0; place <= 24; place++) {
      const run = `${"9".repeat(place)}4111111111111111${"9".repeat(24 - place)}`;
      expect(removeCardNumbers(run).text).not.toContain("4111111111111111");
    }
  });

  test("fast-check: 10 000 numbers of 13 to 19 digits, in any spelling, between any words", () => {
    const words = fc.constantFrom("", "card ", "№ ", '{"pan":"', "order 7: ", "(", "é");
    fc.assert(
      fc.property(spelt, words, words, ({ card, text }, before, behind) => {
        const cleared = removeCardNumbers(`${before}${text}${behind && `;${behind}`}`);
        expect(cleared.removed).toBeGreaterThan(0);
        expect(digitsOnly(cleared.text)).not.toContain(card);
        const shown = digitsOnly(cleared.text).split(/•+/);
        expect(shown.some((part) => part.endsWith(card.slice(0, 6)))).toBe(true);
      }),
      { numRuns: 10_000 },
    );
  });

  test("fast-check: text is changed only where a number was found, and never grows in digits", () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string({ unit: "binary" }), fc.stringMatching(/^[\d .-]{0,80}$/)),
        (text) => {
          const { text: cleared, removed } = removeCardNumbers(text);
          if (removed === 0) expect(cleared).toBe(text);
          expect(digitsOnly(cleared).replace(/•/g, "").length).toBeLessThanOrEqual(
            digitsOnly(text).length,
          );
        },
      ),
    );
  });

  test.each([
    ["digits", "1".repeat(1_000_000), 0],
    ["digits and blanks", "1 ".repeat(500_000), 0],
    ["twelve digits and a letter", "123456789012x".repeat(80_000), 0],
    ["few digits far apart", `1${" ".repeat(80_000)}`.repeat(12), 0],
    ["cards", "4111111111111111 x ".repeat(50_000), 50_000],
    ["words", "order ".repeat(170_000), 0],
  ])("a megabyte of %s is read to its end", (_name, text, removed) => {
    expect(removeCardNumbers(text).removed).toBe(removed);
  });
});

describe("looksLikeCardNumber (P-05)", () => {
  test.each([
    ["Visa", "4111111111111111"],
    ["Visa of 13 digits", "4222222222222"],
    ["Visa of 19 digits", withCheckDigit("411111111111111111")],
    ["Mastercard", "5555555555554444"],
    ["Mastercard of the 2 series", "2720990000000007"],
    ["American Express", "378282246310005"],
    ["UnionPay", "6200000000000005"],
    ["Mir", withCheckDigit("220012345678901")],
    ["Maestro", "6304000000000000"],
    ["JCB", "3530111333300000"],
    ["Diners Club", "30569309025904"],
    ["Discover", "6011111111111117"],
    ["with blanks", " 4111 1111 1111 1111 "],
    ["with words", "card: 4111-1111-1111-1111!"],
    ["full-width", "４１１１１１１１１１１１１１１１"],
  ])("%s: %s", (_name, text) => {
    expect(looksLikeCardNumber(text)).toBe(true);
  });

  test.each([
    ["a wrong check digit", "4111111111111112"],
    ["no brand's prefix", withCheckDigit("123456789012345")],
    ["no brand's length", withCheckDigit("4111111111111111")],
    ["a time stamp", withCheckDigit("2024030112304")],
    ["an invoice number", "205218074"],
    ["part of a longer number", "94111111111111111999"],
    ["nothing", ""],
  ])("not %s: %s", (_name, text) => {
    expect(looksLikeCardNumber(text)).toBe(false);
  });
});
