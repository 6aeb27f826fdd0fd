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

/** A scenario as its group's file writes it down; the point of sale is usually the group's. */
export type ScenarioRow = Omit<Scenario, "group" | "terminal"> &
  Partial<Pick<Scenario, "terminal">>;

/** One invoice number of the practice bank and what it stands for. */
export interface Scenario {
  readonly invoice: string;
  readonly group: GroupId;
  /** What is to be practised, in the words of a shop's staff. */
  readonly title: Title;
  /** What the payment service answers. */
  readonly payment: Answer;
  /** What the p2p service answers; 102 when left out, as payments are not p2p. */
  readonly p2p?: Answer;
  /** Where the payment was made; asked with another terminal, the bank knows no such number. */
  readonly terminal: TerminalAlias | "any";
  /** What goes wrong whenever this invoice is asked for. */
  readonly fault?: FaultName;
}
