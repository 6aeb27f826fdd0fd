import "server-only";
import type { Actor, Origin } from "#lib/server/actor.ts";
import { type AuditEntry, record } from "#lib/server/audit/record.ts";
import type { Database } from "#lib/server/db/client.ts";
import { networkPrefixOf } from "#lib/server/http/client-address.ts";
import { log } from "#lib/server/log.ts";
import { singleton } from "#lib/server/runtime/singleton.ts";

/**
 * Records refused attempts of people who are not signed in. Nobody purges the audit log, and anybody
 * can be refused: so the first refusals of a network address in a minute are rows of their own, and
 * the minute ends with one row for all others of a kind, with their number. Whether a refusal is
 * counted depends on the address alone; otherwise its duration would tell which names exist.
 */

/** So many refusals of an address in a minute are rows of their own. */
const OWN_ROWS = 10;
const MINUTE_MILLISECONDS = 60_000;

type Refusal = Omit<AuditEntry, "success" | "by"> & { by: Actor | Origin };

interface Minute {
  /** Refusals by network prefix. */
  byPrefix: Map<string, number>;
  /** Refusals without a row yet, by prefix and kind. */
  counted: Map<string, { refusal: Refusal; count: number }>;
}

const current = singleton("refusals", () => ({ minute: newMinute(), isTimed: false }));

function newMinute(): Minute {
  return { byPrefix: new Map(), counted: new Map() };
}

/** Records a refusal, or counts it for the row at the end of the minute. */
export async function recordRefusal(db: Database, refusal: Refusal): Promise<void> {
  // A signed-in person's requests are limited and have a name.
  if ("personId" in refusal.by) return record(db, { ...refusal, success: false });
  if (!current().isTimed) {
    current().isTimed = true;
    setTimeout(() => void endMinute(db), MINUTE_MILLISECONDS).unref();
  }
  if (isAmongFirst(refusal.by.ip)) return record(db, { ...refusal, success: false });
  count(refusal);
}

function isAmongFirst(ip: string | null): boolean {
  const { byPrefix } = current().minute;
  const prefix = networkPrefixOf(ip);
  const before = byPrefix.get(prefix) ?? 0;
  byPrefix.set(prefix, before + 1);
  return before < OWN_ROWS;
}

function count(refusal: Refusal, added = 1): void {
  const { counted } = current().minute;
  const { event, resource = "", detail, by } = refusal;
  const key = [networkPrefixOf(by.ip), event, resource, detail?.reason ?? ""].join(" ");
  counted.set(key, { refusal, count: (counted.get(key)?.count ?? 0) + added });
}

async function endMinute(db: Database): Promise<void> {
  current().isTimed = false;
  await writeCountedRefusals(db).catch((err: unknown) =>
    log().error({ err }, "refused attempts not recorded yet"),
  );
}

/**
 * Writes the rows of the refusals that are only counted so far, and begins a new minute. What could
 * not be written is kept for the next one.
 */
export async function writeCountedRefusals(db: Database): Promise<void> {
  const { counted } = current().minute;
  current().minute = newMinute();
  const entries = [...counted.values()].map(({ refusal, count }) => ({
    ...refusal,
    success: false,
    detail: { ...refusal.detail, ...(count > 1 && { count }) },
  }));
  const [first, ...others] = entries;
  if (!first) return;
  try {
    await record(db, [first, ...others]);
  } catch (error) {
    for (const each of counted.values()) count(each.refusal, each.count);
    throw error;
  }
}
