import { foundReply } from "./answers/replies.ts";
import { BANK_SAMPLE } from "./answers/transaction.ts";
import type { GroupId, Scenario, ScenarioRow, Title } from "./scenario.ts";
import { BROKEN_ANSWERS } from "./scenarios/broken-answers.ts";
import { BROKEN_CONNECTIONS } from "./scenarios/broken-connections.ts";
import { CARD } from "./scenarios/card.ts";
import { DATA } from "./scenarios/data.ts";
import { MONEY } from "./scenarios/money.ts";
import { MOVING } from "./scenarios/moving.ts";
import { NUMBERS } from "./scenarios/numbers.ts";
import { PLACE } from "./scenarios/place.ts";
import { REFUNDS } from "./scenarios/refunds.ts";
import { REFUSED } from "./scenarios/refused.ts";
import { SETTINGS } from "./scenarios/settings.ts";

/*
 * The table of the practice bank. Importing it has no side effects and needs no Node module, so
 * that pages may list it.
 */

const SAMPLE: readonly ScenarioRow[] = [
  {
    invoice: BANK_SAMPLE.invoiceID,
    title: {
      kk: "Банк құжаттамасындағы мысал: ішінара қайтарылған төлем",
      ru: "Пример из документации банка: частичный возврат",
      en: "The sample of the bank’s documentation: partly refunded",
    },
    payment: () => foundReply(BANK_SAMPLE),
  },
];

/** The titles of the groups, in the order of the table. */
export const PRACTICE_GROUPS: readonly { readonly id: GroupId; readonly title: Title }[] = [
  { id: "sample", title: { kk: "Банктің мысалы", ru: "Пример банка", en: "The bank’s sample" } },
  { id: "money", title: { kk: "Ақша қайда", ru: "Где деньги", en: "Where the money is" } },
  { id: "refused", title: { kk: "Төлем өтпеді", ru: "Не прошло", en: "Did not go through" } },
  { id: "moving", title: { kk: "Өзгеріп тұрады", ru: "Меняется", en: "Changing" } },
  { id: "refunds", title: { kk: "Қайтарымдар", ru: "Возвраты", en: "Refunds" } },
  { id: "card", title: { kk: "Карта", ru: "Карта", en: "Card" } },
  { id: "place", title: { kk: "Орналасқан жері", ru: "Местоположение", en: "Location" } },
  {
    id: "data",
    title: { kk: "Дүкеннің деректері", ru: "Данные магазина", en: "The shop’s data" },
  },
  {
    id: "settings",
    title: { kk: "Нәтиже кодтары", ru: "Коды результата", en: "Result codes" },
  },
  {
    id: "numbers",
    title: {
      kk: "Терминалдар, p2p, нөмірлер",
      ru: "Терминалы, p2p, номера",
      en: "Terminals, p2p, numbers",
    },
  },
  { id: "faults", title: { kk: "Ақаулар", ru: "Сбои", en: "Faults" } },
];

function inGroup(
  group: GroupId,
  terminal: Scenario["terminal"],
  rows: readonly ScenarioRow[],
): readonly Scenario[] {
  return rows.map((row) => ({ terminal, ...row, group }));
}

/** Every scenario, in the order of the groups. */
export const SCENARIOS: readonly Scenario[] = [
  ...inGroup("sample", "main", SAMPLE),
  ...inGroup("money", "main", MONEY),
  ...inGroup("refused", "main", REFUSED),
  ...inGroup("moving", "main", MOVING),
  ...inGroup("refunds", "main", REFUNDS),
  ...inGroup("card", "main", CARD),
  ...inGroup("place", "main", PLACE),
  ...inGroup("data", "main", DATA),
  ...inGroup("settings", "any", SETTINGS),
  ...inGroup("numbers", "main", NUMBERS),
  ...inGroup("faults", "any", [...BROKEN_CONNECTIONS, ...BROKEN_ANSWERS]),
];

const BY_INVOICE: ReadonlyMap<string, Scenario> = new Map(
  SCENARIOS.map((scenario) => [scenario.invoice, scenario]),
);

/** The scenario of an invoice number, if it has one. */
export function scenarioOf(invoice: string): Scenario | undefined {
  return BY_INVOICE.get(invoice);
}

/** One row of the table, as a page shows it. */
export interface PracticeScenario {
  readonly invoice: string;
  readonly group: GroupId;
  readonly title: Title;
}

/** The table without its answers: invoice numbers and titles. */
export const PRACTICE_SCENARIOS: readonly PracticeScenario[] = SCENARIOS.map(
  ({ invoice, group, title }) => ({ invoice, group, title }),
);
