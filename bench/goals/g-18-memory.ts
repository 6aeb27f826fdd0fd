import { atMost } from "../measuring/bound.ts";
import { defineGoal, series, takeTurns } from "../measuring/goal.ts";
import {
  load,
  lookUps,
  minimalHandler,
  minimalPage,
  pages,
  type Server,
} from "../measuring/load.ts";
import { residentMegabytes } from "../measuring/memory.ts";
import { signIn, startDemo } from "../servers/application.ts";
import { startBank } from "../servers/bank-behaviour.ts";
import { startMinimalNext } from "../servers/minimal-next.ts";

const CONNECTIONS = 10;
/** So many parts has the load; memory is read after each of the second half. */
const PARTS = 10;

/** The web process after look-ups and as many pages. */
export const memory = defineGoal({
  id: "G-18",
  quantities: {
    resident: {
      what: "resident web process under BENCH_REQUESTS look-ups and pages, second half, MB",
      baseline: "minimal app, same load",
      comparison: "value",
      digits: 0,
      must: atMost(450),
      aim: atMost(300),
    },
    besideMinimal: {
      what: "the same",
      baseline: "minimal app, same load",
      comparison: "ratio",
      digits: 0,
      must: atMost(1.25),
      aim: atMost(1.1),
    },
  },
  async run({ requests }) {
    const bank = await startBank();
    const minimal = await startMinimalNext(bank.origin);
    const demo = await startDemo(bank.origin);
    const by = { origin: demo.origin, cookie: await signIn(demo.origin) };
    const part = { connections: CONNECTIONS, requests: Math.ceil(requests / PARTS / 2) };
    const loaded = (pid: number, servers: readonly Server[]) =>
      series(async () => {
        for (const server of servers) await load(server, part);
        return residentMegabytes(pid);
      });
    const ours = loaded(demo.pid, [lookUps(by), pages(by)]);
    const { origin, pid } = minimal;
    const least = loaded(pid, [minimalHandler(origin), minimalPage(origin)]);
    await takeTurns(PARTS, [ours, least]);
    const secondHalf = {
      ours: ours.results.slice(PARTS / 2),
      baseline: least.results.slice(PARTS / 2),
    };
    return { resident: secondHalf, besideMinimal: secondHalf };
  },
});
