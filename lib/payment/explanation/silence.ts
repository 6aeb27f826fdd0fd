import type { Fault } from "../payment.ts";
import {
  type Explained,
  type Explanation,
  explain,
  type Goods,
  type Situation,
} from "./explain.ts";

/**
 * What may still be said of a payment when the bank says nothing new about it: the last known state
 * stays, with its age, as far as it cannot have changed since.
 */

/** Why nothing new was learned; names a text under `explain.silent.fault`. */
export type SilenceCause =
  | "unreachable"
  | "silent"
  | "not_asked"
  | "waiting"
  | "settings"
  | "unreadable"
  | "failing"
  | "not_found";

/** How well the known state stands; names a text under `explain.silent.standing`. */
export type Standing = "settled" | "closed" | "waiting" | "open";

export interface Silence {
  /** Null when the bank was not asked. */
  cause: SilenceCause | null;
  standing: Standing;
  goods: Goods;
  /** Key of what to do, from the root of the messages; null for the known situation's own text. */
  next: "explain.silent.next_open" | "explain.silent.next_old" | null;
  /** Key of the text for the customer. */
  customer: Explanation["customer"];
}

/** As long as a "yes" of before may stand without a new answer. */
const YES_STANDS_MILLISECONDS = 60 * 60_000;

const CAUSES: Record<Fault, SilenceCause> = {
  network: "unreachable",
  timeout: "unreachable",
  certificate: "unreachable",
  bank_silent: "silent",
  not_asked: "not_asked",
  bank_failing: "unreachable",
  bank_asks_to_wait: "waiting",
  access_refused: "settings",
  wrong_address: "settings",
  blocked: "unreachable",
  credentials_refused: "settings",
  terminal_missing: "settings",
  terminal_wrong: "settings",
  terminal_not_ours: "settings",
  bank_failed_to_look: "failing",
  refused_without_reason: "failing",
  refused_with_code: "failing",
  not_the_bank: "unreadable",
  compressed: "unreadable",
  not_trusted: "unreadable",
  other_invoice: "unreadable",
};

/**
 * Explains a known answer beside a later one that said nothing of the payment (null when the bank was
 * not asked). `ageMilliseconds` is the age of the known one.
 */
export function explainSilence(
  known: Explained,
  { silent, ageMilliseconds }: { silent: Explained | null; ageMilliseconds: number },
): Silence {
  const { goods, finality, customer } = explain(known);
  const cause = silent && causeOf(silent);
  switch (finality) {
    case "settled":
    case "closed":
      return goods === "yes" && ageMilliseconds > YES_STANDS_MILLISECONDS
        ? { cause, standing: finality, goods: "check", next: "explain.silent.next_old", customer }
        : { cause, standing: finality, goods, next: null, customer };
    default:
      return {
        cause,
        standing: finality === "waiting" ? "waiting" : "open",
        goods: "wait",
        next: "explain.silent.next_open",
        customer: openCustomer(silent),
      };
  }
}

function causeOf({ fault }: Explained): SilenceCause {
  return fault ? CAUSES[fault] : "not_found";
}

/** Nobody is asked to pay again while the outcome may have come. */
function openCustomer(silent: Explained | null): Explanation["customer"] {
  const situation: Situation = silent?.fault ?? "in_progress";
  return `explain.situation.${situation}.customer`;
}
