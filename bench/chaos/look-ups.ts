import { setTimeout as pause } from "node:timers/promises";
import { newInvoice } from "../measuring/load.ts";

/** Clerks who look up ever new numbers and remember what they were told. */
export interface LookUps {
  /** The numbers whose look-up was answered with 200. */
  acknowledged: ReadonlySet<string>;
  /** How many were asked, and how many answered with an error. */
  counts(): { asked: number; refused: number };
  /** The longest time that an answer of any kind took, in milliseconds. */
  slowest(): number;
  /** Milliseconds from now to the next look-up that is answered with 200. */
  nextAnswer(): Promise<number>;
  stop(): Promise<void>;
}

/** Longer than every deadline of the product: what takes longer hangs. */
const HANGS_MILLISECONDS = 30_000;
/** Between two tries of a clerk whom nobody answers. */
const RETRY_MILLISECONDS = 20;

/** Begins to look up over so many connections, at each of the addresses in turn. */
export function beginLookUps(
  origins: readonly string[],
  cookie: string,
  connections: number,
): LookUps {
  const acknowledged = new Set<string>();
  let [asked, refused, slowest, isStopped] = [0, 0, 0, false];
  let onAnswer: (() => void)[] = [];

  async function lookUpOnce(origin: string): Promise<void> {
    const invoice = newInvoice();
    asked += 1;
    const begun = performance.now();
    try {
      const answer = await fetch(`${origin}/api/transactions/${invoice}`, {
        headers: { cookie },
        signal: AbortSignal.timeout(HANGS_MILLISECONDS),
      });
      await answer.arrayBuffer();
      slowest = Math.max(slowest, performance.now() - begun);
      if (answer.status === 200) {
        acknowledged.add(invoice);
        for (const tell of onAnswer.splice(0)) tell();
        return;
      }
      refused += 1;
    } catch (error) {
      // Nobody listens, or the connection was cut; only silence is a fault.
      if (error instanceof Error && error.name === "TimeoutError") slowest = HANGS_MILLISECONDS;
    }
    await pause(RETRY_MILLISECONDS);
  }

  const clerks = Array.from({ length: connections }, async (_, number) => {
    const origin = origins[number % origins.length] ?? "";
    while (!isStopped) await lookUpOnce(origin);
  });
  return {
    acknowledged,
    counts: () => ({ asked, refused }),
    slowest: () => slowest,
    nextAnswer() {
      const begun = performance.now();
      return new Promise((resolve) => {
        onAnswer = [...onAnswer, () => resolve(performance.now() - begun)];
      });
    },
    async stop() {
      isStopped = true;
      await Promise.all(clerks);
    },
  };
}
