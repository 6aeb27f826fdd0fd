import { describe, expect, test } from "vitest";
import { LOCALES } from "#lib/i18n/locale.ts";
import { messagesOf } from "#lib/i18n/messages.ts";
import { SITUATIONS } from "./explain.ts";

/** Texts with values, beside those of the situations. */
const BESIDE = ["partly_refunded_sums", "bank_asks_to_wait_until"];

/** Every text by its path. */
function flat(node: object, path = ""): [string, string][] {
  return Object.entries(node).flatMap(([key, value]): [string, string][] =>
    typeof value === "string" ? [[path + key, value]] : flat(value, `${path}${key}.`),
  );
}

/** Situations in which nothing is certain. */
const OPEN = Object.entries(SITUATIONS)
  .filter(([, [money]]) => money === "not_known" || money === "not_clear")
  .map(([name]): string => name);

describe.each(LOCALES)("texts in %s", (locale) => {
  const { explain: texts, sections } = messagesOf(locale);

  test("are there for every situation and no other, and name a heading as it is", () => {
    const wanted = [...Object.keys(SITUATIONS), ...BESIDE];
    expect(Object.keys(texts.situation).sort()).toEqual(wanted.sort());
    expect(texts.situation.paid_doubtful.next).toContain(sections.quality);
  });

  test("are short enough for the first screen and for the phone", () => {
    for (const [name, { means, next, customer }] of Object.entries(texts.situation)) {
      expect(Math.max(means.length, next.length), name).toBeLessThanOrEqual(140);
      expect(customer.length, name).toBeLessThanOrEqual(220);
    }
  });

  test("are whole sentences with typographic marks", () => {
    for (const [path, text] of flat({ situation: texts.situation, money: texts.money })) {
      expect(text, path).toMatch(/^[\p{Lu}\p{N}{«].*[.}]$/u);
      expect(text, path).not.toMatch(/["'`]| {2}|\s$|—/);
    }
  });

  test("take values only where they are made for them", () => {
    const taking = flat(texts).filter(([, text]) => /[{}<>]/.test(text));
    const paths = taking.map(([path]) => path.replace("situation.", ""));
    expect(paths.sort()).toEqual([
      "bank_asks_to_wait_until.means",
      "bank_asks_to_wait_until.next",
      "partly_refunded_sums.means",
      "silent.as_of",
      "silent.since",
      "silent.since_asking",
      "silent.standing.closed",
      "silent.standing.open",
      "silent.standing.settled",
      "silent.standing.waiting",
    ]);
  });
});

describe.each([
  {
    locale: "en",
    reason: /insufficient|enough money|stolen|lost|block|limit|fraud|expire|restrict|\bPIN\b/i,
    outcome: /fail|go through|gone through|declin|refus/i,
    plea: /\bnot (pay|start|send)\b.*\b(again|second)\b/i,
  },
  {
    locale: "ru",
    reason: /недостаточно|не хват|украд|утер|карта.{0,9}блок|лимит|мошен|просроч|ограничен|ПИН/i,
    outcome: /не прош|прошёл|отказ|отклон|не удал/i,
    plea: /второй раз|второй платёж|новой оплатой/i,
  },
  {
    locale: "kk",
    reason: /жетпе|жеткіліксіз|ұрлан|жоғал|карта(ңыз)?\sбұғат|лимит|алаяқ|мерзім|шектеу|ПИН/i,
    outcome: /өтпе|өтті|қабылданба|бас тарт/i,
    plea: /(екінші рет|қайта) (төлеме|аударма)/i,
  },
] as const)("what the customer hears in $locale", ({ locale, reason, outcome, plea }) => {
  const told = Object.entries(messagesOf(locale).explain.situation);

  test("never gives the issuer's reason away", () => {
    for (const [name, { customer }] of told) expect(customer, name).not.toMatch(reason);
  });

  test("calls nothing done or failed that is not, and asks not to pay twice", () => {
    const open = told.filter(([name]) => OPEN.includes(name));
    expect(open.length).toBe(OPEN.length);
    for (const [name, { customer }] of open) {
      expect(customer, name).not.toMatch(outcome);
      expect(customer, name).toMatch(plea);
    }
  });
});

test("Kazakh and Russian are languages of their own, without English left in", () => {
  const kazakh = flat(messagesOf("kk").explain);
  const russian = flat(messagesOf("ru").explain);
  const inRussian = new Set(russian.map(([, text]) => text));
  expect(kazakh.filter(([, text]) => inRussian.has(text))).toEqual([]);
  const names = /\{\w+\}|RRN|Halyk|Bank|ePay|3-D Secure|p2p/g;
  const isLatin = ([, text]: [string, string]) => /[a-z]/i.test(text.replace(names, ""));
  expect([...kazakh, ...russian].filter(isLatin)).toEqual([]);
});
