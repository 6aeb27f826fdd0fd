import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { sampleAnswer, samplePayment } from "#testing/sample-payment.ts";
import { hidePersonal, NOTHING_PERSONAL } from "../facts/personal.ts";
import type { Payment } from "../payment.ts";
import { textMask } from "./free-text.ts";

const payer = { name: "Ainur Sadykova", email: "ainur.s.1987@mail.kz", phone: "+7 701 555 12 34" };

function free(text: string, changes: Partial<Payment> = {}): string {
  return textMask(samplePayment({ payer, ...changes })).free(text);
}

describe("masking of free texts (K-04)", () => {
  test.each([
    [
      "Ainur Sadykova, tel 701 555 12 34, IIN 870412400123",
      "A•••• S•••••••, tel ••• ••• •• 34, IIN ••••••••••••",
    ],
    ["для Айнур Садыковой", "для А•••• С••••••••"],
    ["АЙНҰРДЫҢ тапсырысы", "А••••••• тапсырысы"],
    ["AinurSadykova_1", "A••••••••••••_1"],
    ["call 8 (701) 555-12-34", "call • (•••) •••-••-34"],
    ["7.0.1.5.5.5.1.2.3.4", "•.•.•.•.•.•.•.•.3.4"],
    ["id 997015551234000", "id 99••••••••34000"],
    ["other 7025559988 and 87770001122", "other ••••••••88 and •••••••••22"],
    ["uz +998901234567 kg +996 555 123 456", "uz +••••••••••67 kg +••• ••• ••• •56"],
    ["uz 998901234567, 90 123 45 67", "uz ••••••••••67, •• ••• •• 67"],
    ["de +49 30 12345678", "de +•• •• ••••••78"],
    ["٧٧٠١٥٥٥١٢٣٤", "•••••••••٣٤"],
    ["write s.x@corp.example", "write s•••@corp.example"],
    ["login ainur.s.1987", "login •••"],
    ["from 46.148.239.182", "from 46.148.•••.•••"],
    ["at 43.238949, 76.889709", "at •••"],
    ["at 55.7386 north", "at ••• north"],
    ["account C-77-4411", "account •••"],
  ])("%s becomes %s", (text, hidden) => {
    expect(free(text, { accountId: "C-77-4411" })).toBe(hidden);
  });

  test.each([
    "order 205218074, 2 pieces, 12 500,00 ₸",
    "Заказ 205218074 от 2026-11-24 13:05:41",
    "2026.03.10-15:03:58",
    "RRN 632808411351",
    "ТОО Ромашка, БИН 180440012345",
    "№ 1795500000009",
  ])("%s stays", (text) => {
    expect(free(text)).toBe(text);
  });

  test("the invoice's own number is never hidden, even if it has the form of a phone number", () => {
    const text = "Заказ 87015550000, тел 87015559999";
    expect(free(text, { invoiceId: "87015550000" })).toBe("Заказ 87015550000, тел •••••••••99");
    const phone = { ...payer, phone: "87015550000" };
    expect(free("87015550000", { invoiceId: "87015550000", payer: phone })).toBe("87015550000");
  });

  test("a name of one repeated letter is a name", () => {
    expect(free("for Aaaa Ыыы, a b", { payer: { ...payer, name: "AAAA ЫЫЫ" } })).toBe(
      "for A••• Ы••, a b",
    );
  });

  test("codes of the bank lose what the answer holds about its payer, and nothing else", () => {
    const { stated } = textMask(samplePayment({ payer }));
    expect(stated("231951411351")).toBe("231951411351");
    expect(stated("Kaspi Gold 8 777 000 11 22")).toBe("Kaspi Gold 8 777 000 11 22");
    expect(stated("7-701-5551234")).toBe("7-•••-•••••34");
    expect(stated("a@b.kz")).toBe("a•••@b.kz");
  });
});

describe("no personal fact is readable in any text (K-04)", () => {
  const word = fc.oneof(
    fc.stringMatching(/^[A-Z][a-z]{3,9}$/),
    fc.stringMatching(/^[А-Я][а-я]{3,9}$/),
  );
  const facts = fc.record({
    first: word,
    last: word,
    local: fc.stringMatching(/^[a-z]{4,8}[.][a-z0-9]{4,8}$/),
    phone: fc.stringMatching(/^77[0-9]{9}$/),
    account: fc.stringMatching(/^[A-Z]{2}[0-9]{5,7}$/),
    iin: fc
      .tuple(
        fc.integer({ min: 40, max: 99 }),
        fc.integer({ min: 1, max: 12 }),
        fc.integer({ min: 1, max: 28 }),
        fc.stringMatching(/^[34]\d{4}$/),
      )
      .map(([year, month, day, rest]) =>
        withCheckDigit(`${two(year)}${two(month)}${two(day)}${rest}`),
      )
      .filter((iin) => iin !== null),
  });
  const separator = fc.constantFrom("", " ", "-", ".", " - ", "\u00a0", "/", "\u200b");
  const around = fc.constantFrom(
    "_",
    "для _ срочно",
    "(_)",
    "заказ 205218074: _!",
    '"_"',
    "тел._",
    "x=_",
    "a _, b",
    "<_>",
  );

  test("in descriptions, data, reasons, messages and flags, in any spelling", () => {
    fc.assert(
      fc.property(
        facts,
        separator,
        around,
        fc.boolean(),
        ({ first, last, local, phone, account, iin }, between, frame, isUpper) => {
          const said = [
            `${first} ${last}`,
            last,
            `${local}@mail.kz`,
            local,
            account,
            iin,
            ...[phone, phone.slice(1), `8${phone.slice(1)}`].map((one) =>
              [
                one.slice(0, -10),
                one.slice(-10, -7),
                one.slice(-7, -4),
                one.slice(-4, -2),
                one.slice(-2),
              ]
                .filter(Boolean)
                .join(between),
            ),
          ].map((text) => frame.replace("_", isUpper ? text.toUpperCase() : text));
          for (const text of said) {
            const answer = sampleAnswer({
              resultMessage: text,
              flags: [{ code: "date_unreadable", field: "createdAt", raw: text }],
              payment: samplePayment({
                payer: { name: `${first} ${last}`, email: `${local}@mail.kz`, phone: `+${phone}` },
                accountId: account,
                description: text,
                data: JSON.stringify({ [text]: text, list: [text, { text }] }),
                reason: { code: "00", text },
                card: { ...samplePayment().card, secureDetails: text },
              }),
            });
            const shown = readable(hidePersonal(answer, NOTHING_PERSONAL).answer);
            for (const fact of [first, last, local, account, iin, phone.slice(1)]) {
              expect(shown, text).not.toContain(plain(fact));
            }
          }
        },
      ),
      { numRuns: 300 },
    );
  });
});

/** All texts, in small letters, without what stands between digits. */
function readable(answer: unknown): string {
  return plain(JSON.stringify(answer));
}

function plain(text: string): string {
  return text.toLowerCase().replace(/[\s\u200b/.-]/g, "");
}

function two(number: number): string {
  return String(number).padStart(2, "0");
}

/** An IIN with its check digit; null for digits that have none. */
function withCheckDigit(eleven: string): string | null {
  const pass = (shift: number) =>
    [...eleven].reduce((sum, digit, at) => sum + Number(digit) * (((at + shift) % 11) + 1), 0) % 11;
  const check = pass(0) === 10 ? pass(2) : pass(0);
  return check === 10 ? null : `${eleven}${check}`;
}
