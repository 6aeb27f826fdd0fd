import { and, asc, count, eq } from "drizzle-orm";
import { z } from "zod";
import { AppError } from "#lib/http/errors.ts";
import type { Database } from "#lib/server/db/client.ts";
import { savedViews } from "#lib/server/db/schema/payments.ts";

/** Saved views of the list; the only file that reads and writes their table. */

/** The name of a view: 1 to 60 characters. */
export const viewNameSchema = z.string().trim().min(1).max(60);
const MOST_VIEWS = 50;

/** Filters, order and columns of the list under a name. */
export interface SavedView {
  id: string;
  name: string;
  /** The query string of the list. */
  query: string;
}

/** The views of a person, sorted by name. */
export async function savedViewsOf(db: Database, personId: string): Promise<SavedView[]> {
  return db
    .select({ id: savedViews.id, name: savedViews.name, query: savedViews.query })
    .from(savedViews)
    .where(eq(savedViews.personId, personId))
    .orderBy(asc(savedViews.name));
}

/**
 * Saves a view and replaces one with the same name.
 * @throws AppError invalid_input when the person has too many views.
 */
export async function saveView(
  db: Database,
  personId: string,
  { name, query }: Omit<SavedView, "id">,
): Promise<void> {
  const [row] = await db
    .select({ views: count() })
    .from(savedViews)
    .where(eq(savedViews.personId, personId));
  if ((row?.views ?? 0) >= MOST_VIEWS) throw new AppError("invalid_input");
  await db
    .insert(savedViews)
    .values({ personId, name, query, createdAt: new Date() })
    .onConflictDoUpdate({ target: [savedViews.personId, savedViews.name], set: { query } });
}

/** Deletes a view of this person. */
export async function deleteView(db: Database, personId: string, id: string): Promise<void> {
  await db.delete(savedViews).where(and(eq(savedViews.personId, personId), eq(savedViews.id, id)));
}
