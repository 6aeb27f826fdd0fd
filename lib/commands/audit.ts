import "./environment.ts";
import { parseArgs } from "node:util";
import { z } from "zod";
import { beforeGenesis, beginChain } from "#lib/server/audit/chain/begin.ts";
import { record } from "#lib/server/audit/record.ts";
import { headSchema } from "#lib/server/audit/verification/noted-heads.ts";
import { type Verdict, verifyAudit } from "#lib/server/audit/verification/verify.ts";
import { type Database, openDatabase } from "#lib/server/db/client.ts";
import { messagesOf } from "#lib/server/error-text.ts";
import { checkedSettings } from "./serve.ts";

/**
 * `npm run audit -- verify` verifies the audit log and exits with 1 if that fails; `npm run audit -- begin`
 * begins its chain where an earlier version wrote it.
 */

const USAGE = `Usage:
  npm run audit -- verify            checks the hash chain over every row
    --heads <file>                   the server's log or the shipped audit: also finds rows that were
                                     removed from the end since then; may be given several times
    --head <id>:<hash>               the same with one "audit head" of the log
    --from <id>                      checks from this row on and trusts the rows before it
    --legacy-up-to <id>              accepts that rows up to this one are older than the chain
  npm run audit -- begin             says what stands in an audit that an earlier version began
    --after <id>                     begins the chain after this row, which must be the last one: its
                                     content is proven from now on, not what it was before`;

const HAS_BEGUN =
  "This audit has a row that begins its chain. If Anyqta raises an alarm all the same, somebody has changed the audit: keep a copy of the database, and restore a backup that verifies.";

const row = z.coerce.number().int().min(0).optional();
const argumentsSchema = z.object({
  from: row,
  "legacy-up-to": row,
  after: row,
  head: z.array(headSchema).default([]),
  heads: z.array(z.string()).default([]),
});
type Arguments = z.infer<typeof argumentsSchema>;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    from: { type: "string" },
    "legacy-up-to": { type: "string" },
    after: { type: "string" },
    head: { type: "string", multiple: true },
    heads: { type: "string", multiple: true },
  },
});
const given = argumentsSchema.safeParse(values);
const command = positionals.join(" ");
if ((command !== "verify" && command !== "begin") || !given.success) stop(USAGE);

const { database, keys } = checkedSettings();
try {
  const { db, close } = await openDatabase(database);
  if (command === "verify") await verify(db, given.data);
  else await begin(db, given.data);
  await close();
} catch (error) {
  stop(messagesOf(error));
}

async function verify(db: Database, { from, head, heads, ...others }: Arguments): Promise<void> {
  const verdict = await db.transaction(
    (tx) =>
      verifyAudit(tx, {
        secrets: [keys.audit, ...keys.auditBefore],
        noted: head,
        headFiles: heads,
        ...(from !== undefined && { from }),
        ...(others["legacy-up-to"] !== undefined && { legacyUpTo: others["legacy-up-to"] }),
      }),
    { isolationLevel: "repeatable read", accessMode: "read only" },
  );
  tell(verdict);
  const { rows, end, faults } = verdict;
  const detail = { rows, faults: faults.length, end: end?.id ?? null };
  const entry = {
    event: "audit.verified",
    success: faults.length === 0,
    by: null,
    detail,
  } as const;
  // An audit that was tampered with takes no more rows; what was found is told above.
  await record(db, entry).catch((error: unknown) => {
    console.log(`This check is not in the audit itself:\n${messagesOf(error)}`);
    process.exitCode = 1;
  });
}

function tell({ rows, genesis, end, isUnderOurKey, noted, faults }: Verdict): void {
  console.log(`${rows} rows read.`);
  if (genesis) {
    console.log(`The chain begins at row ${genesis.row}, installation ${genesis.installation}`);
  }
  if (end) console.log(`The chain ends at ${end.id}:${end.hash}`);
  if (noted > 0) console.log(`${noted} heads and rows from outside the database compared.`);
  if (!isUnderOurKey) {
    console.log("warn  the last row was written with a former key (AUDIT_KEYS_BEFORE)");
  }
  for (const { row, what } of faults) {
    console.log(row === null ? `FAIL  ${what}` : `FAIL  row ${row}: ${what}`);
  }
  console.log(
    faults.length === 0
      ? "No tampering found."
      : "The audit does not verify: it was changed, or a former key is missing.",
  );
  process.exitCode = faults.length === 0 ? 0 : 1;
}

async function begin(db: Database, { after }: Arguments): Promise<void> {
  const found = await beforeGenesis(db);
  if (found === null) stop(HAS_BEGUN);
  const { lastRow, isChained } = found;
  if (after !== lastRow) {
    console.log(
      isChained
        ? `The rows up to ${lastRow} are a chain that an earlier version began without a first row.`
        : `The rows up to ${lastRow} have no chain. Nothing proves that they are what was written.`,
    );
    console.log(
      `If an earlier version of Anyqta wrote them: npm run audit -- begin --after ${lastRow}\nIf not, somebody has changed the audit: keep a copy of the database and look into the log.`,
    );
    process.exitCode = 1;
    return;
  }
  const { id } = await beginChain(db, lastRow);
  console.log(
    `The chain begins at row ${id}. From now on: npm run audit -- verify --legacy-up-to ${lastRow}`,
  );
}

function stop(message: string): never {
  console.error(message);
  process.exit(1);
}
