import { atMost } from "../measuring/bound.ts";
import { defineGoal } from "../measuring/goal.ts";
import { lookUpsAlone } from "./speed.ts";

/** What the product adds to a look-up, usually. */
export const lookUpMedian = defineGoal({
  id: "G-01",
  quantities: {
    time: {
      what: "look-up, 1 connection: p50, ms",
      baseline: "bare proxy without session, permission, audit and schema",
      comparison: "difference",
      digits: 2,
      must: atMost(2.5),
      aim: atMost(1.5),
    },
  },
  async run(extent) {
    const { ours, bare } = await lookUpsAlone(extent);
    return { time: { ours: ours.map(({ p50 }) => p50), baseline: bare.map(({ p50 }) => p50) } };
  },
});
