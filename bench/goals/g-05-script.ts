import { atMost } from "../measuring/bound.ts";
import { defineGoal } from "../measuring/goal.ts";
import { scriptBytes } from "../measuring/script-bytes.ts";
import { signIn, startDemo } from "../servers/application.ts";
import { startBank } from "../servers/bank-behaviour.ts";
import { startMinimalNext } from "../servers/minimal-next.ts";

const script = (page: string, most: number) =>
  ({
    what: `script of ${page}, gzip, kB`,
    baseline: "smallest page of the same Next",
    comparison: "ratio",
    digits: 1,
    must: atMost(most),
    aim: atMost(1.05),
  }) as const;

/** Script that a modern browser loads with a page. */
export const scriptSize = defineGoal({
  id: "G-05",
  quantities: {
    signIn: script("the sign-in page", 1.15),
    start: script("the look-up page", 1.15),
    result: script("the result", 1.12),
  },
  async run() {
    const bank = await startBank();
    const minimal = await startMinimalNext(bank.origin);
    const { origin } = await startDemo(bank.origin);
    const cookie = await signIn(origin);
    const baseline = [(await scriptBytes(minimal.origin)) / 1000];
    const ours = async (path: string, by = "") => [(await scriptBytes(origin + path, by)) / 1000];
    return {
      signIn: { ours: await ours("/sign-in?callbackUrl=%2F"), baseline },
      start: { ours: await ours("/", cookie), baseline },
      result: { ours: await ours("/transactions/205218074", cookie), baseline },
    };
  },
});
