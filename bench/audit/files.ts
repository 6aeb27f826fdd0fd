import { createTranslator } from "use-intl/core";
import { readAuditQuery } from "#lib/audit/query.ts";
import { messagesOf } from "#lib/i18n/messages.ts";
import type { Parameters } from "#lib/list/query.ts";
import { logFile } from "#lib/server/audit/csv-table.ts";
import { verifyAudit } from "#lib/server/audit/verification/verify.ts";
import { settings } from "#lib/server/config/settings.ts";
import { csvStream } from "#lib/server/export/csv.ts";
import { chanceOf } from "../million/chance.ts";
import type { OpenDatabase } from "../million/database.ts";
import { invoiceNumber, momentOfPayment, newestAt } from "./made-rows.ts";
import { days, daysFrom, TIME_ZONE } from "./questions.ts";
import { OFTEN_SEEN } from "./world.ts";

/** What takes longer than a page: files, and the proof of the whole. */
export interface Long {
  what: string;
  rows: number;
  seconds: number;
}

/** Each once: what takes seconds needs no hundredth. */
export async function measureLong(database: OpenDatabase, all: number): Promise<Long[]> {
  const chance = chanceOf(41);
  const payment = chance.below(newestAt(all));
  const files: Record<string, Parameters> = {
    "CSV: who saw a payment, in a month": {
      resource: invoiceNumber(payment),
      ...daysFrom(momentOfPayment(payment, all), 30),
    },
    "CSV: who saw a payment seen often, in a year": {
      resource: OFTEN_SEEN[0],
      ...days(chance, 365),
    },
    "CSV: a whole month": days(chance, 30),
  };
  const measured: Long[] = [];
  for (const [what, parameters] of Object.entries(files)) {
    measured.push(await timed(database, what, () => csvRows(database, parameters)));
  }
  measured.push(await timed(database, "verify", () => verifiedRows(database)));
  return measured;
}

async function timed(
  database: OpenDatabase,
  what: string,
  act: () => Promise<number>,
): Promise<Long> {
  const begun = performance.now();
  const rows = await act();
  database.takeStatements();
  return { what, rows, seconds: (performance.now() - begun) / 1_000 };
}

/** The file as the handler sends it; no text of ours holds a line's end. */
async function csvRows({ db }: OpenDatabase, parameters: Parameters): Promise<number> {
  const t = createTranslator({
    locale: "en",
    messages: messagesOf("en"),
    namespace: "account.audit",
  });
  const table = logFile(db, readAuditQuery(parameters), { t, timeZone: TIME_ZONE });
  let lines = 0;
  for await (const chunk of csvStream(table, { bom: true, separator: "," })) {
    for (const byte of chunk) if (byte === LINE_FEED) lines += 1;
  }
  return lines - 1;
}
const LINE_FEED = 10;

/** As `npm run audit -- verify` does it. */
async function verifiedRows({ db }: OpenDatabase): Promise<number> {
  const { rows, faults } = await db.transaction(
    (tx) => verifyAudit(tx, { secrets: [settings().keys.audit] }),
    { isolationLevel: "repeatable read", accessMode: "read only" },
  );
  if (faults.length > 0) throw new Error(`the chain does not hold: ${JSON.stringify(faults[0])}`);
  return rows;
}

/** One line each. */
export function printLong(measured: readonly Long[]): void {
  console.log("\n|  | rows | seconds |\n|---|---|---|");
  for (const { what, rows, seconds } of measured) {
    console.log(`| ${what} | ${rows} | ${seconds.toFixed(2)} |`);
  }
}
