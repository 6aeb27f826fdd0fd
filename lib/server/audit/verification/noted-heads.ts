import { createReadStream } from "node:fs";
import { createInterface } from "node:readline";
import { inArray } from "drizzle-orm";
import { z } from "zod";
import type { Database } from "#lib/server/db/client.ts";
import { audit } from "#lib/server/db/schema/audit.ts";
import type { NotedHead } from "../chain/head.ts";
import { type Fault, MOST_FAULTS } from "./fault.ts";

/** Compares the table with what was noted outside the database: heads in the log, and shipped rows. */

/** A head as the log and the command line write it: "1024:<hash>". */
export const headSchema = z
  .string()
  .regex(/^\d{1,15}:[0-9a-f]{64}$/)
  .transform((text): NotedHead => {
    const [id, hash = ""] = text.split(":");
    return { id: Number(id), hash };
  });

const lineSchema = z.union([
  z.object({ head: headSchema }).transform(({ head }) => head),
  z.object({ id: z.number().int().min(1), hash: z.string().regex(/^[0-9a-f]{64}$/) }),
]);

/** A line that another program wrapped: Docker's json-file, and journalctl -o json. */
const wrappedSchema = z.union([
  z.object({ log: z.string() }).transform(({ log }) => log),
  z.object({ MESSAGE: z.string() }).transform(({ MESSAGE }) => MESSAGE),
]);

/** Rows that are looked for at once. */
const BATCH = 1_000;

/**
 * The heads in a file: the server's log or the shipped audit, also behind the prefix of a syslog line.
 * Other lines are passed over.
 */
export async function* headsIn(file: string): AsyncGenerator<NotedHead[]> {
  let heads: NotedHead[] = [];
  for await (const line of createInterface({ input: createReadStream(file) })) {
    const head = headOf(line);
    if (head) heads.push(head);
    if (heads.length === BATCH) {
      yield heads;
      heads = [];
    }
  }
  if (heads.length > 0) yield heads;
}

function headOf(line: string): NotedHead | undefined {
  const start = line.indexOf("{");
  if (start === -1) return undefined;
  const parsed = jsonOf(line.slice(start));
  const wrapped = wrappedSchema.safeParse(parsed).data;
  return lineSchema.safeParse(wrapped === undefined ? parsed : jsonOf(wrapped)).data;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // A line of another program.
    return null;
  }
}

/** The noted heads whose row is gone or another one. */
export async function notedFaults(db: Database, noted: readonly NotedHead[]): Promise<Fault[]> {
  const faults: Fault[] = [];
  for (let at = 0; at < noted.length && faults.length < MOST_FAULTS; at += BATCH) {
    faults.push(...(await faultsOf(db, noted.slice(at, at + BATCH))));
  }
  return faults;
}

async function faultsOf(db: Database, noted: readonly NotedHead[]): Promise<Fault[]> {
  const ids = noted.map(({ id }) => id);
  const rows = await db
    .select({ id: audit.id, hash: audit.hash })
    .from(audit)
    .where(inArray(audit.id, ids));
  const hashes = new Map(rows.map(({ id, hash }) => [id, hash]));
  return noted.flatMap(({ id, hash }): Fault[] => {
    if (!hashes.has(id)) return [{ row: id, what: "removed: it was noted outside the database" }];
    return hashes.get(id) === hash
      ? []
      : [{ row: id, what: "not the row that was noted outside the database" }];
  });
}
