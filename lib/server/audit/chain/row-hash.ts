import { createHmac, createSecretKey, type KeyObject } from "node:crypto";
import { type SQL, sql } from "drizzle-orm";
import { derivedKey } from "#lib/server/crypto/derived-key.ts";
import { audit } from "#lib/server/db/schema/audit.ts";

/**
 * The hash of an audit row: an HMAC over the previous row's hash and the row's text. Both this file
 * and the database make that text, and the two must be equal byte for byte.
 */

export type Row = Omit<typeof audit.$inferInsert, "hash">;

/** An HMAC key of the chain, and an id that identifies it without revealing it. */
export interface ChainKey {
  id: string;
  key: KeyObject;
}

/** The previous hash of the very first row. */
export const INITIAL_HASH = "";

/** Derives the chain's key from a secret that is not in the database. */
export function chainKey(secret: string): ChainKey {
  const key = createSecretKey(derivedKey(secret, "anyqta audit chain"));
  return { id: createHmac("sha256", key).update("key id").digest("hex").slice(0, 16), key };
}

/** The HMAC-SHA-256 (RFC 2104) of the previous row's hash, `before`, and a row's text. */
export function chainHash({ key }: ChainKey, before: string, text: string): string {
  // All hashes have one length and the text begins with a bracket, so the concatenation is
  // unambiguous.
  return createHmac("sha256", key).update(before).update(text).digest("hex");
}

/** The row as the database will store it: replaces text that PostgreSQL cannot store. */
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

/** JSON and PostgreSQL write numbers without an exponent alike; any other is stored as text. */
function plainNumber(value: number): number | string {
  return /^-?\d+(\.\d+)?$/.test(String(value)) ? value + 0 : String(value);
}

/** The text of a storable row that goes into its hash. */
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

/**
 * SQL that makes the same text from the stored columns, so a changed bit in any of them changes it.
 */
export function storedRowText(): SQL<string> {
  return sql<string>`json_build_array(${audit.id}::text, extract(epoch from ${audit.at})::text,
    ${audit.event}, ${audit.success}, ${audit.actorId}, ${audit.actor}, ${audit.resource},
    ${audit.detail}::text, ${audit.ip}, ${audit.userAgent}, ${audit.sessionHash},
    ${audit.requestId})::text`;
}

/** An object as PostgreSQL prints jsonb: keys sorted by length, then by bytes. */
function jsonbText(detail: Row["detail"]): string {
  const entries = Object.entries(detail).map(
    ([key, value]) => [Buffer.from(key), JSON.stringify(value)] as const,
  );
  entries.sort(([a], [b]) => a.length - b.length || Buffer.compare(a, b));
  return `{${entries.map(([key, value]) => `${JSON.stringify(key.toString())}: ${value}`).join(", ")}}`;
}
