import { createHmac, createSecretKey, type KeyObject } from "node:crypto";
import { type SQL, sql } from "drizzle-orm";
import { derivedKey } from "#lib/server/crypto/derived-key.ts";
import { audit } from "#lib/server/db/schema/audit.ts";

/**
 * What makes a row of the audit provable: its text, and the keyed hash over that text and the hash
 * before it. The text is written twice, here and by the database, and must be the same to the byte.
 */

export type Row = Omit<typeof audit.$inferInsert, "hash">;

/** A key of the chain with the name that tells it from others. */
export interface ChainKey {
  id: string;
  key: KeyObject;
}

/** The hash before the first row of all. */
export const NOTHING_BEFORE = "";

/** The key that a secret outside the database gives. */
export function chainKey(secret: string): ChainKey {
  const key = createSecretKey(derivedKey(secret, "anyqta audit chain"));
  return { id: createHmac("sha256", key).update("key id").digest("hex").slice(0, 16), key };
}

/** The keyed hash of a row after the one before it (HMAC-SHA-256, RFC 2104). */
export function chainHash({ key }: ChainKey, before: string, text: string): string {
  // Hashes are all of one length and the text begins with a bracket: the joint is not to be moved.
  return createHmac("sha256", key).update(before).update(text).digest("hex");
}

/** A row as the database will keep it: text it cannot hold is replaced now, not at the writing. */
export function storable(row: Row): Row {
  const text = (value: string | null | undefined) =>
    value?.toWellFormed().replaceAll("\0", "\ufffd") ?? null;
  const detail = Object.entries(row.detail).map(([key, value]) => [
    text(key) ?? "",
    typeof value === "number" ? plainNumber(value) : text(value),
  ]);
  return {
    ...row,
    actorId: row.actorId?.toLowerCase() ?? null,
    actor: text(row.actor),
    resource: text(row.resource),
    ip: text(row.ip),
    userAgent: text(row.userAgent),
    detail: Object.fromEntries(detail),
  };
}

/** JSON and PostgreSQL write whole and everyday numbers alike; any other is kept as text. */
function plainNumber(value: number): number | string {
  return /^-?\d+(\.\d+)?$/.test(String(value)) ? value + 0 : String(value);
}

/** The text of a storable row that its hash is taken of. */
export function rowText(row: Row): string {
  const values = [
    String(row.id),
    (row.at.getTime() / 1000).toFixed(6),
    row.event,
    row.success,
    row.actorId ?? null,
    row.actor ?? null,
    row.resource ?? null,
    jsonbText(row.detail),
    row.ip ?? null,
    row.userAgent ?? null,
    row.sessionHash ?? null,
    row.requestId ?? null,
  ];
  return `[${values.map((value) => JSON.stringify(value)).join(", ")}]`;
}

/** The same text, made by the database of what it holds: a changed bit in any column changes it. */
export function storedRowText(): SQL<string> {
  return sql<string>`json_build_array(${audit.id}::text, extract(epoch from ${audit.at})::text,
    ${audit.event}, ${audit.success}, ${audit.actorId}, ${audit.actor}, ${audit.resource},
    ${audit.detail}::text, ${audit.ip}, ${audit.userAgent}, ${audit.sessionHash},
    ${audit.requestId})::text`;
}

/** An object as PostgreSQL writes jsonb: shorter keys first, then by their bytes. */
function jsonbText(detail: Row["detail"]): string {
  const entries = Object.entries(detail).map(
    ([key, value]) => [Buffer.from(key), JSON.stringify(value)] as const,
  );
  entries.sort(([a], [b]) => a.length - b.length || Buffer.compare(a, b));
  return `{${entries.map(([key, value]) => `${JSON.stringify(key.toString())}: ${value}`).join(", ")}}`;
}
