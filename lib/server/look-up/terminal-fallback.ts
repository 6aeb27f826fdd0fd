import type { Asked, LookUpAnswer } from "#lib/payment/look-up.ts";

/** Asking several terminals in turn until one knows the invoice. */

export interface Sweep {
  /** The answer that counts for the person who asked. */
  answer: LookUpAnswer;
  /** Everything the bank said on the way, in turn. */
  answers: readonly [LookUpAnswer, ...LookUpAnswer[]];
}

/** Does this answer say no more than that this terminal is the wrong one to ask? */
function leadsOn({ kind, fault }: LookUpAnswer): boolean {
  // 106, 109 and a token refused for one terminal are faults of that terminal's settings alone.
  return (
    kind === "not_found" ||
    fault === "terminal_wrong" ||
    fault === "terminal_not_ours" ||
    fault === "credentials_refused"
  );
}

/**
 * Asks the first, and after 102, 106 or 109 the others, until one answers otherwise or the time is
 * over; a terminal that cannot be asked in time is left out.
 */
export async function sweep<Terminal>(
  [first, ...others]: readonly [Terminal, ...Terminal[]],
  ask: (terminal: Terminal, withinMs: number) => Promise<LookUpAnswer>,
  { totalMs, shortestMs }: { totalMs: number; shortestMs: number },
): Promise<Sweep> {
  const end = performance.now() + totalMs;
  let answer = await ask(first, totalMs);
  const answers: [LookUpAnswer, ...LookUpAnswer[]] = [answer];
  for (const terminal of others) {
    const left = end - performance.now();
    if (!leadsOn(answer) || left < shortestMs) break;
    answer = await ask(terminal, left);
    answers.push(answer);
  }
  return { answer: weightiest(answers), answers };
}

/**
 * The answer that counts when none found it: where a terminal could not be asked the payment may
 * stand, so a fault of the bank weighs more than "not found", and that more than our own settings.
 */
function weightiest(answers: readonly [LookUpAnswer, ...LookUpAnswer[]]): LookUpAnswer {
  const last = answers.at(-1) ?? answers[0];
  if (!leadsOn(last)) return last;
  return answers.find(({ kind }) => kind === "not_found") ?? answers[0];
}

export function askedOf({ answers }: Sweep): Asked[] {
  return answers.map(({ terminal, kind, fault }) => ({ terminal, kind, fault }));
}
