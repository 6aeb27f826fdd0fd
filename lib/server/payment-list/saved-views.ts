import { and, asc, count, eq } from "drizzle-orm";
import { z } from "zod";
import { AppError } from "#lib/http/errors.ts";
import type { Database } from "#lib/server/db/client.ts";
import { savedViews } from "#lib/server/db/schema/payments.ts";

/** Filters of the list that a person keeps under a name; the one file of their table. */

export const viewNameSchema = z.string().trim().min(1).max(60);
const MOST_VIEWS = 50;

export interface SavedView {
  id: string;
  name: string;
  /** The list's query as in its address. */
  query: string;
}

/** A person's views by name. */
export async function savedViewsOf(db: Database, personId: string): Promise<SavedView[]> {
  return db
    .select({ id: savedViews.id, name: savedViews.name, query: savedViews.query })
    .from(savedViews)
    .where(eq(savedViews.personId, personId))
    .orderBy(asc(savedViews.name));
}

/**
 * Keeps a view; one of the same name gives way.
 * @throws AppError invalid_input when a person has too many.
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

/** Removes a view of this person's own. */
export async function deleteView(db: Database, personId: string, id: string): Promise<void> {
  await db.delete(savedViews).where(and(eq(savedViews.personId, personId), eq(savedViews.id, id)));
}
