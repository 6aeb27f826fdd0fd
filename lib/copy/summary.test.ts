import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { LOCALES } from "#lib/i18n/locale.ts";
import { messagesOf } from "#lib/i18n/messages.ts";
import type { LookUpAnswer } from "#lib/payment/look-up.ts";
import type { Flag } from "#lib/payment/payment.ts";
import { sampleAnswer, samplePayment } from "#testing/sample-payment.ts";
import { withoutFormula } from "./formula-guard.ts";
import { inert, summariesOf } from "./summary.ts";

const context = {
  locale: "en",
  timeZone: "Asia/Almaty",
  url: "https://anyqta.example.kz/transactions/205218074",
} as const;

/** A payment whose every foreign text is this one. */
function full(text: string): LookUpAnswer {
  const { card, createdAt } = samplePayment();
  const payment = samplePayment({
    bankId: text,
    statusName: text,
    currency: text,
    createdAt: createdAt && { ...createdAt, raw: text, instant: null },
    reason: { code: text, text },
    terminal: { number: text, id: text },
    rrn: text,
    approvalCode: text,
    internalReference: text,
    card: { ...card, issuer: text, brand: text },
  });
  return sampleAnswer({ kind: "unknown", payment, statusName: text, resultCode: "100" });
}

/** Any text, with the marks in it that matter here. */
const hostile = fc
  .tuple(
    fc.constantFrom("", " ", "'", '"', "\t", "\r\n", "\u202e", "\0", "\u200b", "\ufeff"),
    fc.constantFrom("", "=", "+", "-", "@", "＝", "＋", "－", "＠", '"'),
    fc.string({ unit: "binary" }),
  )
  .map((parts) => parts.join(""));

describe("one line", () => {
  test.each([
    ["en", "Partly refunded", "₸22.22", "refunded ₸10.00"],
    ["ru", "Частичный возврат", "22,22 ₸", "возвращено 10,00 ₸"],
    ["kk", "Ішінара қайтарылды", "22,22 ₸", "қайтарылғаны: 10,00 ₸"],
  ] as const)("in %s says outcome, sums, number and moment", (locale, ...parts) => {
    const line = summariesOf(sampleAnswer(), { ...context, locale }).line.replaceAll("\u00a0", " ");
    for (const part of ["205218074", "2022", "03:52:17 GMT+6", "RRN 231951411351", ...parts]) {
      expect(line).toContain(part);
    }
    expect(line).toMatch(/2026.*13:00:00 GMT\+5/);
    expect(line).not.toContain("\n");
  });

  test("is short where the bank said nothing of a payment", () => {
    const answer = sampleAnswer({
      kind: "not_found",
      class: "no_answer",
      extent: null,
      resultCode: "102",
      statusName: null,
      payment: null,
    });
    expect(summariesOf(answer, context).line).toBe(
      "205218074 · Not found · checked 24\u00a0November 2026 at 13:00:00\u00a0GMT+5",
    );
  });
});

test("Markdown is a table of two columns, and a bank's text makes no mark-up", () => {
  const { markdown } = summariesOf(
    full("a|b`c\\*d* [x](https://evil.example) <b> www.evil.example"),
    {
      ...context,
    },
  );
  for (const line of markdown.split("\n")) {
    expect(line.match(/(?<!\\)\|/g), line).toHaveLength(3);
    expect(line.match(/(?<!\\)`/g)?.length ?? 0, line).toBeOneOf([0, 2]);
  }
  // Outside of code spans nothing is left that acts.
  const bare = markdown.replace(/(?<!\\)`[^`]*`/g, "").replace(`<${context.url}>`, "");
  expect(bare).not.toMatch(/(?<!\\)[*_[\]<>]|[^\\]:\/\/|www\./);
});

describe("a table row", () => {
  test("has the same twelve cells, whatever the bank stated", () => {
    const empty = sampleAnswer({ payment: null, statusName: null });
    for (const answer of [sampleAnswer(), empty]) {
      expect(summariesOf(answer, context).tableRow.split("\t")).toHaveLength(12);
    }
  });

  test.each(["\u22121+1", "\u200b=1+1", "\u00ad@SUM(1)", "“=1+1", "\ufe631", "tea; =1+1"])(
    "holds no formula, as a file holds none: %j",
    (text) => {
      for (const cell of summariesOf(full(text), context).tableRow.split("\t")) {
        expect(cell).toBe(withoutFormula(cell.replaceAll("'", "")));
      }
    },
  );

  test("opens no quoted cell that would swallow its neighbours", () => {
    const cells = summariesOf(full('"tea'), context).tableRow.split("\t");
    expect(cells.filter((cell) => cell.startsWith('"'))).toEqual([]);
    expect(cells).toContain("'\"tea");
  });

  test("writes sums as a spreadsheet of that language reads them", () => {
    expect(summariesOf(sampleAnswer(), context).tableRow).toContain("\t22.22\t10.00\tKZT\t");
    expect(summariesOf(sampleAnswer(), { ...context, locale: "ru" }).tableRow).toContain(
      "\t22,22\t10,00\tKZT\t",
    );
  });
});

describe("JSON", () => {
  test("has the same keys in the same order for every answer", () => {
    const keysOf = (answer: LookUpAnswer) => {
      const read: unknown = JSON.parse(summariesOf(answer, context).json);
      return Object.keys(read ?? {});
    };
    const keys = keysOf(sampleAnswer());
    expect(keysOf(sampleAnswer({ payment: null, statusName: null }))).toEqual(keys);
    expect(keys).toEqual(expect.arrayContaining(["invoiceId", "kind", "amount", "rrn", "url"]));
    for (const personal of ["payer", "ip", "accountId", "data", "description", "location"]) {
      expect(keys).not.toContain(personal);
    }
  });

  test("keeps sums exact", () => {
    expect(JSON.parse(summariesOf(sampleAnswer(), context).json)).toMatchObject({
      amount: "12.22",
      returned: "10",
      original: "22.22",
      currency: "KZT",
    });
  });
});

describe("a message to the bank", () => {
  const questionIn = (answer: LookUpAnswer) => {
    const { bankMessage } = summariesOf(answer, context);
    const { questions } = messagesOf("en").take.bank;
    return Object.entries(questions).flatMap(([name, text]) =>
      bankMessage.includes(text) ? [name] : [],
    );
  };
  const flagged = (code: Flag["code"]) => sampleAnswer({ flags: [{ code }] });

  test("goes to the bank and holds all that it can search by", () => {
    for (const locale of LOCALES) {
      const { bankMessage } = summariesOf(sampleAnswer(), { ...context, locale });
      for (const part of [
        "epay@halykbank.kz",
        "205218074",
        "af2089fe-43b1-47eb-a61f-c78dd196e18d",
        "98120001",
        "67e34d63-102f-4bd1-898e-370781d0074d",
        "231951411351",
        "170243",
        "67140D7DE97139A7",
        "12.22 KZT",
        "10 KZT",
        "22.22 KZT",
        "2022-11-15T03:52:17.289853+06:00",
        ": REFUND",
        ": 100",
        ": 00",
      ]) {
        expect(bankMessage, locale).toContain(part);
      }
    }
  });

  test("asks what is not clear, one thing", () => {
    const unclear = { kind: "refunded", extent: "unknown" } as const;
    expect(questionIn(sampleAnswer(unclear))).toEqual(["refund"]);
    const flag = { code: "sums_do_not_add_up" } as const;
    expect(questionIn(sampleAnswer({ ...unclear, flags: [flag] }))).toEqual(["sums"]);
    expect(questionIn(flagged("charge_with_refund_sums"))).toEqual(["sums"]);
    expect(questionIn(sampleAnswer({ kind: "in_progress", statusName: "NEW" }))).toEqual([
      "final_state",
    ]);
    expect(questionIn(sampleAnswer({ kind: "unknown", statusName: "SETTLING" }))).toEqual([
      "contradiction",
    ]);
    const none = sampleAnswer({ kind: "not_found", payment: null, statusName: null });
    expect(questionIn(none)).toEqual(["not_found"]);
    expect(questionIn(sampleAnswer())).toEqual(["state"]);
  });

  test("names the terminal even where the answer does not", () => {
    const answer = sampleAnswer({ kind: "not_found", payment: null, statusName: null });
    const { bankMessage } = summariesOf(answer, { ...context, terminalId: "67e34d63-102f" });
    expect(bankMessage).toContain(": 67e34d63-102f\n");
    expect(bankMessage).toContain(": main\n");
  });
});

describe("every form, in every language", () => {
  test("carries nothing personal", () => {
    const payment = samplePayment({
      accountId: "ACCOUNT-7",
      description: "for ARMAN",
      data: '{"address":"Abai 10"}',
      payer: { name: "ARMAN ALI", email: "arman@example.kz", phone: "77000000119" },
    });
    for (const locale of LOCALES) {
      const all = Object.values(summariesOf(sampleAnswer({ payment }), { ...context, locale }));
      const secrets = ["ARMAN", "arman@", "77000000119", "46.148", "ACCOUNT-7", "Abai", "4003"];
      for (const secret of secrets) expect(all.join("\n")).not.toContain(secret);
    }
  });

  test("no text of the bank acts: no control or direction marks, no formula, no new line", () => {
    const lines = (text: string) => text.split("\n").length;
    const plain = summariesOf(full("x"), context);
    fc.assert(
      fc.property(hostile, (text) => {
        // A field that is nothing but marks is as good as not stated.
        fc.pre(inert(text) !== "");
        const { line, tableRow, ...rest } = summariesOf(full(text), context);
        expect(line).not.toMatch(/[\p{Cc}\p{Cf}\u2028\u2029]/u);
        for (const [form, value] of Object.entries(rest)) {
          expect(value.replaceAll("\n", ""), form).not.toMatch(/[\p{Cc}\p{Cf}\u2028\u2029]/u);
        }
        const cells = tableRow.split("\t");
        expect(cells).toHaveLength(12);
        for (const cell of cells) expect(cell).not.toMatch(/^[\s"]*[=+\-@＝＋－＠]|^\s*"|[\r\n\0]/);
        expect(lines(rest.json)).toBe(lines(plain.json));
        expect(lines(rest.markdown)).toBe(lines(plain.markdown));
        expect(lines(rest.bankMessage)).toBe(lines(plain.bankMessage));
      }),
      { numRuns: 60 },
    );
  });

  test("ends: a text of any length is cut, never through the middle of a character", () => {
    expect(inert("😀".repeat(500), 10)).toBe(`${"😀".repeat(10)}…`);
    expect(inert(`a${"\u0301".repeat(50)}b`)).toBe(`a${"\u0301".repeat(3)}b`);
    expect(summariesOf(full("x".repeat(10_000)), context).bankMessage.length).toBeLessThan(5_000);
  });
});
