import { found } from "../answers/replies.ts";
import type { FaultName } from "../faults/names.ts";
import type { ScenarioRow, Title } from "../scenario.ts";

/** An invoice that is paid, but whose answer has a fault. */
export function broken(invoice: string, fault: FaultName, title: Title): ScenarioRow {
  return { invoice, title, fault, payment: found("CHARGE") };
}
