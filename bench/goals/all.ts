import type { Goal } from "../measuring/goal.ts";
import { lookUpMedian } from "./g-01-look-up-median.ts";
import { lookUpSlowest } from "./g-02-look-up-slowest.ts";
import { lookUpRate } from "./g-03-look-up-rate.ts";
import { transactionPage } from "./g-04-transaction-page.ts";
import { scriptSize } from "./g-05-script.ts";
import { transfer } from "./g-06-transfer.ts";
import { herd } from "./g-09-herd.ts";
import { coldStart } from "./g-10-cold-start.ts";
import { tokenRollOver } from "./g-11-token-roll-over.ts";
import { bankOutage } from "./g-12-bank-outage.ts";
import { slowBank } from "./g-13-slow-bank.ts";
import { signInFlood } from "./g-14-sign-in-flood.ts";
import { deepLink } from "./g-16-deep-link.ts";
import { warmLookUp } from "./g-17-warm-look-up.ts";
import { memory } from "./g-18-memory.ts";
import { start } from "./g-20-start.ts";
import { fairness } from "./g-21-fairness.ts";

/** The goals that `npm run bench` measures, in the order of its table. */
export const GOALS: readonly Goal[] = [
  lookUpMedian,
  lookUpSlowest,
  lookUpRate,
  transactionPage,
  scriptSize,
  transfer,
  herd,
  coldStart,
  tokenRollOver,
  bankOutage,
  slowBank,
  signInFlood,
  deepLink,
  warmLookUp,
  memory,
  start,
  fairness,
];
