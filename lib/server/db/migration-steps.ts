import "server-only";
import { readFileSync } from "node:fs";
import path from "node:path";
import { DrizzleQueryError } from "drizzle-orm";
import { readMigrationFiles } from "drizzle-orm/migrator";
import { z } from "zod";
import { toldError } from "#lib/server/error-text.ts";

/**
 * Compares the migrations that a database has with those that this program ships. Drizzle compares
 * upwards only: it takes a database of a newer program for one that is up to date, and does not
 * notice that a migration was edited after it had been applied.
 */

/** A migration that the database has. */
export interface RecordedStep {
  /** SHA-256 of the migration's file when it was applied. */
  hash: string;
  /** When the migration was written, in milliseconds since 1970. */
  at: number;
}

/** A migration that this program ships. */
export interface ShippedStep extends RecordedStep {
  /** Name of its file, without ".sql". */
  name: string;
  statements: readonly string[];
}

const journalSchema = z.object({ entries: z.array(z.object({ tag: z.string() })) });

/** The migrations of a folder, in the order of their application. */
export function shippedSteps(migrationsFolder: string): ShippedStep[] {
  const journal = readFileSync(path.join(migrationsFolder, "meta/_journal.json"), "utf8");
  const { entries } = journalSchema.parse(JSON.parse(journal));
  return readMigrationFiles({ migrationsFolder }).map(({ hash, folderMillis, sql }, index) => ({
    name: entries[index]?.tag ?? "",
    at: folderMillis,
    hash,
    statements: sql,
  }));
}

/**
 * Why this program must not use a database with these migrations, in words for the person at the
 * console; null when it may use it, after applying those that are still to come.
 */
export function whyForeign(
  recorded: readonly RecordedStep[],
  shipped: readonly ShippedStep[],
): string | null {
  const newestShipped = shipped.at(-1)?.at ?? 0;
  const unknown = recorded.filter((one) => !shipped.some((step) => isSame(step, one)));
  const edited = unknown.find(({ at }) => at <= newestShipped);
  if (edited) {
    const step =
      shipped.find(({ at, hash }) => at === edited.at || hash === edited.hash) ??
      shipped[recorded.indexOf(edited)];
    return `The migration ${step?.name ?? ""} is not the one that this database has: it was changed after it had been applied. Start the version of Anyqta that made this database, or restore the file of that migration.`;
  }
  if (unknown.length > 0) {
    return `The database was made by a newer Anyqta: this version does not know ${unknown.length} of its migrations. Start that version, or restore a backup that was made before it.`;
  }
  const newestRecorded = recorded.at(-1)?.at ?? 0;
  const skipped = shipped.find(
    (step) => step.at <= newestRecorded && !recorded.some((one) => isSame(step, one)),
  );
  return skipped
    ? `The database has migrations that are newer than ${skipped.name}, but not that one. Start the version of Anyqta that made this database.`
    : null;
}

function isSame(one: RecordedStep, other: RecordedStep): boolean {
  return one.hash === other.hash && one.at === other.at;
}

const TABLE =
  /\b(?:table|on|into|update|from)\s+(?:if\s+(?:not\s+)?exists\s+)?(?:only\s+)?"(\w+)"/i;

/**
 * Which migration failed, and at which table, without values; null for an error of anything else.
 */
export function whyFailed(error: unknown, shipped: readonly ShippedStep[]): string | null {
  if (!(error instanceof DrizzleQueryError)) return null;
  const step = shipped.find(({ statements }) => statements.includes(error.query));
  if (!step) return null;
  const table = TABLE.exec(error.query)?.[1];
  return `The migration ${step.name} failed${table ? ` at the table ${table}` : ""}; nothing of it was kept. ${toldError(error).message}`;
}
