import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { settings } from "#lib/server/config/settings.ts";
import type { Database } from "#lib/server/db/client.ts";
import { audit, auditHead } from "#lib/server/db/schema/audit.ts";
import { rowsAsJson } from "#lib/server/db/statement.ts";
import { toldError } from "#lib/server/error-text.ts";
import { withDatabase } from "#testing/databases/test-database.ts";
import { record } from "../record.ts";
import { verifyAudit } from "../verification/verify.ts";
import { currentHead } from "./head.ts";

/** What the server's user of PostgreSQL, who owns no table, can do to the audit without the program. */

const secrets = [settings().keys.audit];
const entry = { event: "session.refused", success: false, by: null } as const;
const HASH = "f".repeat(64);
const KEY_ID = "0123456789abcdef";

/** A row that somebody made up. */
function row(id: number, hash: string | null = HASH) {
  return { id, hash, at: new Date(), event: "session.refused", success: false, detail: {} };
}

function appended(db: Database, rows: ReturnType<typeof row>[], keyId = KEY_ID) {
  return db.execute(sql`select append_audit(${rowsAsJson(audit, rows)}::json, ${keyId})`);
}

withDatabase("the server's user", (db, owner) => {
  test("writes neither rows nor the head by itself (P-38)", async () => {
    await record(db(), entry);
    for (const act of [
      () => db().insert(audit).values(row(3)),
      () => db().update(auditHead).set({ id: 9 }),
      () => db().update(auditHead).set({ keyId: "" }),
      () => db().insert(auditHead).values({ isOnly: true, id: 1, hash: "", keyId: "" }),
    ]) {
      const refusal = await act().catch((error: unknown) => error);
      expect(toldError(refusal)).toMatchObject({ code: "42501" });
    }
  });

  test("appends no rows that keep the next writer from continuing", async () => {
    await record(db(), entry);
    const next = ((await currentHead(db()))?.id ?? 0) + 1;
    for (const act of [
      () => appended(db(), []),
      () => appended(db(), [row(next + 1)]),
      () => appended(db(), [row(next), row(next + 2)]),
      () => appended(db(), [row(next - 1)]),
      () => appended(db(), [row(2 ** 52)]),
      () => appended(db(), [row(next, "")]),
      () => appended(db(), [row(next, null)]),
      () => appended(db(), [row(next)], ""),
    ]) {
      const refusal = await act().catch((error: unknown) => error);
      expect(toldError(refusal).code).toMatch(/^23/);
    }
    await record(db(), entry);
    expect((await verifyAudit(db(), { secrets })).faults).toEqual([]);
  });

  test("appends a row without the key that stops nobody and does not verify", async () => {
    const next = ((await currentHead(db()))?.id ?? 0) + 1;
    await appended(db(), [row(next)]);
    await record(db(), entry);
    const { faults } = await verifyAudit(db(), { secrets });
    expect(faults[0]).toEqual({ row: next, what: expect.stringContaining("altered") });
  });

  test("calls functions that nobody else may call, and in which its own objects do not count", async () => {
    await owner().execute(sql`create role nobody_else`);
    for (const name of ["lock_audit", "append_audit", "rewrite_audit_head"]) {
      const granted = await owner().execute(
        sql`select oid, prosecdef, proconfig from pg_proc where proname = ${name}
          and not has_function_privilege('nobody_else', oid, 'execute')`,
      );
      expect(granted).toMatchObject({
        rows: [{ prosecdef: true, proconfig: ["search_path=pg_catalog, pg_temp"] }],
      });
    }
    await owner().execute(sql`drop role nobody_else`);
  });
});
