import type { Answer } from "./answers/replies.ts";
import type { FaultName } from "./faults/names.ts";
import type { TerminalAlias } from "./token/credentials.ts";

/** A text in the three languages of the product. */
export interface Title {
  readonly kk: string;
  readonly ru: string;
  readonly en: string;
}

/** Groups of scenarios, in the order of the table. */
export const GROUP_IDS = [
  "sample",
  "money",
  "refused",
  "moving",
  "refunds",
  "card",
  "place",
  "data",
  "settings",
  "numbers",
  "faults",
] as const;
export type GroupId = (typeof GROUP_IDS)[number];

/** A scenario as the file of its group writes it; the terminal defaults to that of the group. */
export type ScenarioRow = Omit<Scenario, "group" | "terminal"> &
  Partial<Pick<Scenario, "terminal">>;

/** One invoice number of the practice bank and what it stands for. */
export interface Scenario {
  readonly invoice: string;
  readonly group: GroupId;
  /** What staff can practise with it, in their words. */
  readonly title: Title;
  /** The answer of the payment service. */
  readonly payment: Answer;
  /** The answer of the p2p service; 102 by default, because a payment is not a p2p operation. */
  readonly p2p?: Answer;
  /** The terminal of the payment; with the token of another one the bank answers "not found". */
  readonly terminal: TerminalAlias | "any";
  /** The fault of every request for this invoice. */
  readonly fault?: FaultName;
}
