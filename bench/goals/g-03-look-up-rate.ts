import { atLeast } from "../measuring/bound.ts";
import { defineGoal } from "../measuring/goal.ts";
import type { Measured } from "../measuring/load.ts";
import { measureSpeed } from "./speed.ts";

const CONNECTIONS = 50;

const rates = (rounds: readonly Measured[]) =>
  rounds.map(({ requestsPerSecond }) => requestsPerSecond);

/** Look-ups a second when many ask at once. */
export const lookUpRate = defineGoal({
  id: "G-03",
  quantities: {
    besideBare: {
      what: `look-ups a second, ${CONNECTIONS} connections`,
      baseline: "bare proxy",
      comparison: "ratio",
      digits: 0,
      must: atLeast(0.1),
      aim: atLeast(0.15),
    },
    besideNext: {
      what: "the same",
      baseline: "handler of Next that does nothing else",
      comparison: "ratio",
      digits: 0,
      must: atLeast(0.4),
      aim: atLeast(0.6),
    },
    nextBesideBare: {
      what: "that handler, for comparison",
      baseline: "bare proxy",
      comparison: "ratio",
      digits: 0,
      must: null,
      aim: null,
    },
  },
  async run(extent) {
    const { ours, bare, next } = await measureSpeed(extent, CONNECTIONS);
    return {
      besideBare: { ours: rates(ours), baseline: rates(bare) },
      besideNext: { ours: rates(ours), baseline: rates(next) },
      nextBesideBare: { ours: rates(next), baseline: rates(bare) },
    };
  },
});
