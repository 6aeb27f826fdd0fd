import { atMost } from "../measuring/bound.ts";
import { defineGoal } from "../measuring/goal.ts";
import { lookUpsAlone } from "./speed.ts";

/** What the product adds to the slowest hundredth of look-ups. */
export const lookUpSlowest = defineGoal({
  id: "G-02",
  quantities: {
    time: {
      what: "look-up, 1 connection: p99, ms",
      baseline: "bare proxy",
      comparison: "difference",
      digits: 2,
      must: atMost(15),
      aim: atMost(6),
    },
  },
  async run(extent) {
    const { ours, bare } = await lookUpsAlone(extent);
    return { time: { ours: ours.map(({ p99 }) => p99), baseline: bare.map(({ p99 }) => p99) } };
  },
});
