import type { Asked, LookUpAnswer } from "#lib/payment/look-up.ts";

/** Terminal fallback: asks terminals one after another until one knows the invoice. */

export interface FallbackResult {
  /** The answer that the person sees. */
  answer: LookUpAnswer;
  /** The answer of each terminal that was asked, in order. */
  answers: readonly [LookUpAnswer, ...LookUpAnswer[]];
}

/** Whether the answer allows that another terminal knows the invoice. */
function isWrongTerminal({ kind, fault }: LookUpAnswer): boolean {
  // 106, 109 and a token refused for one terminal concern only that terminal's settings.
  return (
    kind === "not_found" ||
    fault === "terminal_wrong" ||
    fault === "terminal_not_ours" ||
    fault === "credentials_refused"
  );
}

/**
 * Asks the first terminal, and after 102, 106 or 109 the next ones, until one gives another answer
 * or less than `shortestMs` of the time remains.
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
 * The answer to show. A terminal that failed could know the payment, so a fault of the bank takes
 * precedence over "not found", and "not found" over a fault of our settings.
 */
function decisive(answers: readonly [LookUpAnswer, ...LookUpAnswer[]]): LookUpAnswer {
  const last = answers.at(-1) ?? answers[0];
  if (!isWrongTerminal(last)) return last;
  return answers.find(({ kind }) => kind === "not_found") ?? answers[0];
}

/** The terminals that were asked with the answer of each, for the page and the API. */
export function askedOf({ answers }: FallbackResult): Asked[] {
  return answers.map(({ terminal, kind, fault }) => ({ terminal, kind, fault }));
}
