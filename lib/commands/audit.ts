import "./environment.ts";
import { parseArgs } from "node:util";
import { z } from "zod";
import { verifyAudit } from "#lib/server/audit/chain/verify.ts";
import { record } from "#lib/server/audit/record.ts";
import { openDatabase } from "#lib/server/db/client.ts";
import { messagesOf } from "#lib/server/error-text.ts";
import { checkedSettings } from "./serve.ts";

/** `npm run audit -- verify [--from id] [--head id:hash]`: verifies the audit log; exits with 1 if that fails. */

const USAGE = `Usage:
  npm run audit -- verify            checks the hash chain over every row
    --from <id>                      checks from this row on and trusts the rows before it
    --head <id>:<hash>               from an "audit head" line of the log: also finds rows that were
                                     removed from the end since then; may be given several times`;

const headSchema = z
  .string()
  .regex(/^\d{1,15}:[0-9a-f]{64}$/)
  .transform((text) => {
    const [id, hash = ""] = text.split(":");
    return { id: Number(id), hash };
  });
const argumentsSchema = z.object({
  from: z.coerce.number().int().min(1).optional(),
  head: z.array(headSchema).default([]),
});

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { from: { type: "string" }, head: { type: "string", multiple: true } },
});
const given = argumentsSchema.safeParse(values);
if (positionals.join(" ") !== "verify" || !given.success) stop(USAGE);

const { database, keys } = checkedSettings();
try {
  const { db, close } = await openDatabase(database);
  const { from, head } = given.data;
  const verdict = await db.transaction(
    (tx) =>
      verifyAudit(tx, {
        secrets: [keys.audit, ...keys.auditBefore],
        noted: head,
        ...(from !== undefined && { from }),
      }),
    { isolationLevel: "repeatable read", accessMode: "read only" },
  );
  const { rows, begins, end, isUnderOurKey, faults } = verdict;
  await record(db, {
    event: "audit.verified",
    success: faults.length === 0,
    by: null,
    detail: { rows, faults: faults.length, end: end?.id ?? null },
  });
  await close();
  console.log(`${rows} rows read.`);
  if (begins !== null && from === undefined) {
    console.log(
      `The hash chain begins at row ${begins}; its hash covers all rows before it as well.`,
    );
  }
  if (end) console.log(`The chain ends at ${end.id}:${end.hash}`);
  if (!isUnderOurKey)
    console.log("warn  the last row was written with a former key (AUDIT_KEYS_BEFORE)");
  for (const { row, what } of faults) console.log(`FAIL  row ${row}: ${what}`);
  console.log(
    faults.length === 0
      ? "No tampering found."
      : "The audit does not verify: rows were changed, or a former key is missing.",
  );
  process.exitCode = faults.length === 0 ? 0 : 1;
} catch (error) {
  stop(messagesOf(error));
}

function stop(message: string): never {
  console.error(message);
  process.exit(1);
}
