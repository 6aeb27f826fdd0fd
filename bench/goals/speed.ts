import { type Extent, series, takeTurns } from "../measuring/goal.ts";
import {
  load,
  lookUps,
  type Measured,
  minimalHandler,
  passingOn,
  questionsAsked,
} from "../measuring/load.ts";
import { signIn, startDemo } from "../servers/application.ts";
import { startBank } from "../servers/bank-behaviour.ts";
import { startMinimalNext } from "../servers/minimal-next.ts";
import { startProgram } from "../servers/processes.ts";

/** The look-up API beside baselines, for G-01 to G-03; the bank answers at once. */

/** A value of each round of each of the three. */
export interface Speed {
  ours: Measured[];
  /** Bare `node:http`. */
  bare: Measured[];
  /** A handler of Next that does what the bare proxy does. */
  next: Measured[];
}

let alone: Promise<Speed> | undefined;

/** At one connection: measured once in a run, because two goals read it. */
export function lookUpsAlone(extent: Extent): Promise<Speed> {
  alone ??= measureSpeed(extent, 1);
  return alone;
}

/** In turns over so many connections. */
export async function measureSpeed(
  { rounds, seconds }: Extent,
  connections: number,
): Promise<Speed> {
  const bank = await startBank();
  const bareProxy = await startProgram("bench/servers/bare-proxy.ts", [bank.origin]);
  const minimal = await startMinimalNext(bank.origin);
  const { origin } = await startDemo(bank.origin);
  const servers = [
    lookUps({ origin, cookie: await signIn(origin) }),
    passingOn(bareProxy, "/"),
    minimalHandler(minimal.origin),
  ] as const;
  // Compilers and pools warm up outside the rounds.
  for (const server of servers) await load(server, { connections: WARM_UP, seconds });
  const [callsBefore, askedBefore] = [(await bank.calls()).status, questionsAsked()];
  const [ours, bare, next] = [
    series(() => load(servers[0], { connections, seconds })),
    series(() => load(servers[1], { connections, seconds })),
    series(() => load(servers[2], { connections, seconds })),
  ];
  await takeTurns(rounds, [ours, bare, next]);
  const calls = (await bank.calls()).status - callsBefore;
  const asked = questionsAsked() - askedBefore;
  if (calls !== asked) throw new Error(`${asked} questions, but ${calls} bank calls`);
  return { ours: ours.results, bare: bare.results, next: next.results };
}
const WARM_UP = 50;
