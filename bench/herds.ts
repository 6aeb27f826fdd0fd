import { Pool } from "undici";
import { signIn, startDemo } from "./application.ts";
import { ask, bankCalls, newInvoice, passingOn, product, quantiles, type Server } from "./load.ts";
import { startProgram } from "./processes.ts";
import { median, type Row, spread } from "./table.ts";

/** G-09, G-10: five hundred at once, about the same and about different invoices. */

const HERD = 500;
const BANK_MILLISECONDS = 200;
/** How much longer than the bank the slowest hundredth may take. */
const GRACE_MILLISECONDS = 50;

interface Herd {
  p99: number;
  bankCalls: number;
}

/** Lets the herds loose on a demo that has asked its bank nothing yet. */
export async function herdRows(rounds: number): Promise<Row[]> {
  const bank = await startProgram("bench/instant-bank.ts", [String(BANK_MILLISECONDS)]);
  const origin = await startDemo(bank);
  const ours = createHerd(product(origin, await signIn(origin)), bank);
  const direct = createHerd(passingOn(bank, "/check-status/payment/transaction/"), bank);
  if ((await bankCalls(bank)).token > 0) throw new Error("the start was not a cold one");
  await ours.run(newInvoice);
  const tokenCalls = (await bankCalls(bank)).token;
  await direct.run(newInvoice);
  const seen: Record<"same" | "different" | "direct", Herd[]> = {
    same: [],
    different: [],
    direct: [],
  };
  for (let round = 0; round < rounds; round += 1) {
    const shared = newInvoice();
    seen.same.push(await ours.run(() => shared));
    seen.different.push(await ours.run(newInvoice));
    seen.direct.push(await direct.run(newInvoice));
  }
  await Promise.all([ours.close(), direct.close()]);
  return [...sharing(seen), coldStart(tokenCalls)];
}

function createHerd(server: Server, bank: string) {
  const pool = new Pool(server.origin, { connections: HERD, pipelining: 1 });
  return {
    async run(invoice: () => string): Promise<Herd> {
      const before = (await bankCalls(bank)).status;
      const times = await Promise.all(
        Array.from({ length: HERD }, () => ask(pool, server, invoice())),
      );
      return { p99: quantiles(times).p99, bankCalls: (await bankCalls(bank)).status - before };
    },
    close: () => pool.close(),
  };
}

function sharing(seen: Record<"same" | "different" | "direct", Herd[]>): Row[] {
  const calls = (herds: Herd[]) => herds.map((herd) => herd.bankCalls);
  const p99 = (herds: Herd[]) => herds.map((herd) => herd.p99);
  const over = p99(seen.same).map((value) => value - BANK_MILLISECONDS);
  return [
    {
      goal: "G-09",
      what: `${HERD} at once, same invoice: bank calls`,
      ours: spread(calls(seen.same), 0),
      baseline: `${spread(calls(seen.different), 0)} for ${HERD} different`,
      compared: "-",
      must: "1",
      met: calls(seen.same).every((count) => count === 1),
    },
    {
      goal: "G-09",
      what: `the same: p99, ms; the bank takes ${BANK_MILLISECONDS}`,
      ours: spread(p99(seen.same), 0),
      baseline: `${spread(p99(seen.different), 0)} for ${HERD} different; ${spread(p99(seen.direct), 0)} for ${HERD} at the bank itself`,
      compared: `bank ${spread(over, 0, "+")}`,
      must: `bank +${GRACE_MILLISECONDS}`,
      met: median(over) <= GRACE_MILLISECONDS,
    },
  ];
}

function coldStart(tokenCalls: number): Row {
  return {
    goal: "G-10",
    what: `cold start, ${HERD} different at once: token calls`,
    ours: String(tokenCalls),
    baseline: "-",
    compared: "-",
    must: "1",
    met: tokenCalls === 1,
  };
}
