import "server-only";
import { AuditAlarm } from "#lib/server/audit/chain/head.ts";
import { tryWrite, wroteWithin } from "#lib/server/audit/chain/writable.ts";
import { database } from "#lib/server/db/client.ts";
import { databaseFault } from "#lib/server/db/unavailable.ts";
import { log } from "#lib/server/log.ts";
import { singleton } from "#lib/server/runtime/singleton.ts";

/**
 * Whether this process can do its work: the database answers, and the audit can be written and is as its
 * writers left it.
 */
export type Readiness = "ok" | "database_unavailable" | "audit_unavailable" | "audit_tampered";

/** The answer comes within this time, whatever the database does. */
const DEADLINE_MILLISECONDS = 1_000;
/** For the lock of the audit: less, so that the answer can say what was waited for. */
const LOCK_MILLISECONDS = 800;
/** A write that is not older proves as much as another one would. */
const FRESH_MILLISECONDS = 1_000;
/** After this time the next probe starts a write, so that frequent probes never wait for the database. */
const RENEWED_MILLISECONDS = 300;

const probing = singleton("readiness-probe", (): { current: Promise<Readiness> | null } => ({
  current: null,
}));

/**
 * Tries to write, unless something was written within the last second. All who ask meanwhile share
 * one try, and so one connection.
 */
export async function readiness(): Promise<Readiness> {
  if (wroteWithin(RENEWED_MILLISECONDS)) return "ok";
  const isFresh = wroteWithin(FRESH_MILLISECONDS);
  const probe = probing();
  probe.current ??= tried().finally(() => {
    probe.current = null;
  });
  if (isFresh) return "ok";
  const { promise: late, resolve } = Promise.withResolvers<Readiness>();
  const timeout = setTimeout(resolve, DEADLINE_MILLISECONDS, "database_unavailable");
  return Promise.race([probe.current, late]).finally(() => clearTimeout(timeout));
}

async function tried(): Promise<Readiness> {
  try {
    const { db } = await database();
    await tryWrite(db, LOCK_MILLISECONDS);
    return "ok";
  } catch (error) {
    if (error instanceof AuditAlarm) {
      log().error({ alarm: error.message }, "audit alarm: not ready");
      return "audit_tampered";
    }
    const fault = databaseFault(error);
    log().warn(fault === null ? { err: error } : { fault }, "not ready");
    return isOfWriting(fault) ? "audit_unavailable" : "database_unavailable";
  }
}

/** Whether the database answered, but not to the write: any other error, a lock, a full disk. */
function isOfWriting(fault: string | null): boolean {
  return fault === null || ["57014", "55P03", "53100", "25006"].includes(fault);
}
