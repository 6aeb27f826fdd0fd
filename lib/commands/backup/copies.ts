import path from "node:path";
import { verifyAudit } from "#lib/server/audit/verification/verify.ts";
import { openCopy } from "#lib/server/db/engine/backup.ts";
import { databaseOf } from "#lib/server/db/pool.ts";
import { checkedSettings } from "../serve.ts";

/** What backup and restore have in common. */

/** The folder of the embedded database and the keys of its audit log; ends the process where there is none. */
export function embeddedSettings(): { dataDir: string; secrets: readonly string[] } {
  const { database, keys } = checkedSettings();
  if ("url" in database) {
    stop(
      "DATABASE_URL: is set, and this command copies the embedded database. Use pg_dump, or the backup of that server (docs/operations.md, Backup).",
    );
  }
  return { dataDir: path.resolve(database.dataDir), secrets: [keys.audit, ...keys.auditBefore] };
}

/** Opens the copy and verifies its audit log; the lines are for the person at the console. */
export async function auditOfCopy(
  folder: string,
  secrets: readonly string[],
): Promise<{ lines: string[]; isWhole: boolean }> {
  const { rows, end, faults } = await openCopy(folder, (pool) =>
    verifyAudit(databaseOf(pool), { secrets }),
  );
  const isWhole = faults.length === 0;
  const found = isWhole
    ? "no tampering found"
    : "it does NOT verify; `npm run audit -- verify` says more";
  return {
    lines: [
      `It opens. Audit log: ${rows} rows, ${found}.`,
      ...(end ? [`The chain ends at ${end.id}:${end.hash}`] : []),
    ],
    isWhole,
  };
}

/** Prints the message and ends with 1. */
export function stop(message: string): never {
  console.error(message);
  process.exit(1);
}
