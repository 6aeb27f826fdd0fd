import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { LookUpAnswer } from "#lib/payment/look-up.ts";
import { sampleAnswer } from "#testing/sample-payment.ts";
import { askedOf, askInTurn } from "./terminal-fallback.ts";

const NOTHING = { class: "no_answer", payment: null } as const;
const ANSWERS = {
  paid: { kind: "paid", class: "settled" },
  failed101: { kind: "failed", class: "closed", payment: null },
  code102: { ...NOTHING, kind: "not_found" },
  code103: { ...NOTHING, kind: "bank_error", fault: "bank_failed_to_look" },
  code104: { ...NOTHING, kind: "our_settings", fault: "terminal_missing" },
  code106: { ...NOTHING, kind: "our_settings", fault: "terminal_wrong" },
  code109: { ...NOTHING, kind: "our_settings", fault: "terminal_not_ours" },
  tokenRefused: { ...NOTHING, kind: "our_settings", fault: "credentials_refused" },
  timeout: { ...NOTHING, kind: "unreachable", fault: "timeout" },
} as const satisfies Record<string, Partial<LookUpAnswer>>;
type Name = keyof typeof ANSWERS;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["performance"] });
});
afterEach(() => {
  vi.useRealTimers();
});

/** Asks terminals "0", "1", ... that answer like this, and notes the time that each was given. */
async function asked(names: readonly Name[], takes = 0) {
  const given: number[] = [];
  const terminals = names.map((_, place) => String(place));
  const [first = "", ...others] = terminals;
  const ask = async (terminal: string, withinMs: number) => {
    given.push(withinMs);
    vi.advanceTimersByTime(takes);
    return sampleAnswer({ ...ANSWERS[names[Number(terminal)] ?? "paid"], terminal });
  };
  const result = await askInTurn([first, ...others], ask, { totalMs: 1_000, shortestMs: 500 });
  return { ...result, asked: askedOf(result), given };
}

test.each<[Name[], number, string]>([
  [["paid", "paid"], 1, "0"],
  [["code102", "paid"], 2, "1"],
  [["code106", "paid"], 2, "1"],
  [["code109", "code102", "paid"], 3, "2"],
  [["tokenRefused", "paid"], 2, "1"],
  [["failed101", "paid"], 1, "0"],
  [["code103", "paid"], 1, "0"],
  [["code104", "paid"], 1, "0"],
  [["timeout", "paid"], 1, "0"],
  // No terminal knew it: "not found" outranks a fault of our settings, whichever came first.
  [["code106", "code102", "code109"], 3, "1"],
  [["code106", "code109"], 2, "0"],
  // The terminal that failed may hold the payment, so the answer is not "not found".
  [["code102", "timeout"], 2, "1"],
  [["code102", "code103", "paid"], 2, "1"],
])("%j: %i asked, the answer is that of %s", async (names, count, terminal) => {
  const { answer, answers, asked: shown } = await asked(names);
  expect(answers).toHaveLength(count);
  expect(answer.terminal).toBe(terminal);
  expect(shown.map((one) => one.terminal)).toEqual(names.slice(0, count).map((_, n) => String(n)));
});

test("all terminals share one deadline, and one that would have too little of it is not asked", async () => {
  const { given, answer } = await asked(["code102", "code102", "code102", "paid"], 200);
  expect(given).toEqual([1_000, 800, 600]);
  expect(answer.kind).toBe("not_found");
});
