import { describe, expect, onTestFinished, test } from "vitest";
import { LOCALES, type Locale } from "#lib/i18n/locale.ts";
import { messagesOf } from "#lib/i18n/messages.ts";
import { confirmationOf, explain } from "#lib/payment/explanation/explain.ts";
import { amountView } from "#lib/payment/facts/amounts.ts";
import type { ShownAnswer } from "#lib/payment/look-up.ts";
import { badgeName } from "#lib/payment/status/badge-name.ts";
import { allAnswers } from "./answers.ts";
import { type Claim, claimsOf } from "./claims.ts";
import { surfacesOf } from "./surfaces.tsx";
import { mayGo, truthOf } from "./truth.ts";

/**
 * No text says more about money than the bank's answer bears: every answer of the bank's tables, on
 * every surface, in every language, held against a reading of the tables that is not the product's.
 */

/** What the words of an answer depend on: answers alike in all of it are read once. */
function readingOf(answer: ShownAnswer): string {
  const view = amountView(answer);
  const parts = view?.is === "parts" ? view.proof.parts.map(({ name }) => name) : view?.is;
  return JSON.stringify([
    [explain(answer), confirmationOf(answer), badgeName(answer), answer.extent, parts],
    [answer.flags.map(({ code }) => code), [...truthOf(answer)], mayGo(answer)],
  ]);
}

const ANSWERS = [
  ...new Map([...allAnswers()].map((answer) => [readingOf(answer), answer])).values(),
];

/** What a reader finds in the texts about these answers. */
function readAll(answers: readonly ShownAnswer[], locale: Locale) {
  const said = new Set<Claim>();
  /** The sentences that claim more than the answer bears, with the first place of each. */
  const lies = new Map<string, string>();
  for (const answer of answers) {
    const truth = truthOf(answer);
    for (const { name, text, saysYes } of surfacesOf(answer, locale)) {
      const place = `${aboutOf(answer)}, ${name}`;
      if (saysYes && (!mayGo(answer) || /asked|2 h/.test(name))) lies.set("yes", place);
      for (const { claim, sentence } of claimsOf(text, locale)) {
        said.add(claim);
        const lie = `${claim}: ${sentence}`;
        if (!truth.has(claim) && !lies.has(lie)) lies.set(lie, place);
      }
    }
  }
  return { said: [...said].sort(), lies: [...lies].map(([lie, place]) => `${lie} | ${place}`) };
}

function aboutOf({ fault, resultCode, payment }: ShownAnswer): string {
  return [fault, resultCode, payment?.statusName, payment?.reason.code].filter(Boolean).join(" ");
}

test("the walk knows every kind of outcome", () => {
  expect(new Set(ANSWERS.map(({ kind }) => kind)).size).toBeGreaterThanOrEqual(13);
});

test.each(LOCALES)(
  "no text claims more than the answer in %s, and each claim is made",
  (locale) => {
    const every = ["final", "held", "kept", "not_taken", "pay_again", "returned", "taken"];
    expect(readAll(ANSWERS, locale)).toEqual({ said: every, lies: [] });
  },
);

describe("a planted lie is found", () => {
  /** Messages with a text replaced until the test ends. */
  function plant(locale: Locale, { at, text }: { at: string; text: string }) {
    const keys = at.split(".");
    const last = keys.pop() ?? "";
    const node = keys.reduce<unknown>(
      (all, key) => (all as Record<string, unknown>)[key],
      messagesOf(locale),
    ) as Record<string, string>;
    const before = node[last];
    expect(before, at).toBeTypeOf("string");
    node[last] = text;
    onTestFinished(() => {
      node[last] = before ?? "";
    });
  }

  test.each<readonly [Locale, string, string, string]>([
    ["en", "amounts.unknown", "Stays with us", "REJECT"],
    ["ru", "explain.money.not_clear", "Деньги не списаны.", "REJECT"],
    ["kk", "explain.finality.not_final", "Түпкілікті", "REJECT"],
    ["en", "reasons.code.0.meaning", "The payment has gone through.", "AUTH"],
    ["ru", "explain.situation.not_settled.customer", "Оплатите ещё раз.", "REJECT"],
    ["kk", "badge.in_progress", "Төленді", "NEW"],
  ])("in %s as %s: %s", (locale, at, text, statusName) => {
    const answers = ANSWERS.filter(
      ({ resultCode, payment }) => resultCode === "100" && payment?.statusName === statusName,
    ).slice(0, 12);
    expect(readAll(answers, locale).lies).toEqual([]);
    plant(locale, { at, text });
    expect(readAll(answers, locale).lies.join("\n")).toContain(text.replace(/\.$/, ""));
  });
});
