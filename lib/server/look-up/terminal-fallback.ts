import type { Asked, LookUpAnswer } from "#lib/payment/look-up.ts";

/** Asks terminals one after another until one of them knows the invoice. */

export interface FallbackResult {
  /** The answer that the person sees. */
  answer: LookUpAnswer;
  /** The answer of each terminal that was asked, in order. */
  answers: readonly [LookUpAnswer, ...LookUpAnswer[]];
}

/** Does this answer say only that the invoice belongs to another terminal? */
function isWrongTerminal({ kind, fault }: LookUpAnswer): boolean {
  // 106, 109 and a token refused for one terminal are faults of that terminal's settings alone.
  return (
    kind === "not_found" ||
    fault === "terminal_wrong" ||
    fault === "terminal_not_ours" ||
    fault === "credentials_refused"
  );
}

/**
 * Asks the first terminal, and after 102, 106 or 109 the next ones, until one answers otherwise or
 * the time is over. A terminal that would have less than `shortestMs` is not asked.
 */
export async function askInTurn<Terminal>(
  [first, ...others]: readonly [Terminal, ...Terminal[]],
  ask: (terminal: Terminal, withinMs: number) => Promise<LookUpAnswer>,
  { totalMs, shortestMs }: { totalMs: number; shortestMs: number },
): Promise<FallbackResult> {
  const end = performance.now() + totalMs;
  let answer = await ask(first, totalMs);
  const answers: [LookUpAnswer, ...LookUpAnswer[]] = [answer];
  for (const terminal of others) {
    const remainingMs = end - performance.now();
    if (!isWrongTerminal(answer) || remainingMs < shortestMs) break;
    answer = await ask(terminal, remainingMs);
    answers.push(answer);
  }
  return { answer: decisive(answers), answers };
}

/**
 * The answer to show if no terminal knew the invoice. A terminal that failed may hold the payment,
 * so a fault of the bank outranks "not found", which outranks a fault of our settings.
 */
function decisive(answers: readonly [LookUpAnswer, ...LookUpAnswer[]]): LookUpAnswer {
  const last = answers.at(-1) ?? answers[0];
  if (!isWrongTerminal(last)) return last;
  return answers.find(({ kind }) => kind === "not_found") ?? answers[0];
}

/** Which terminals were asked and how each answered, for the page and the JSON answer. */
export function askedOf({ answers }: FallbackResult): Asked[] {
  return answers.map(({ terminal, kind, fault }) => ({ terminal, kind, fault }));
}
