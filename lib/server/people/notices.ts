import { eq } from "drizzle-orm";
import { dismissed, type Notice, type NoticeName } from "#lib/account/notices.ts";
import type { Actor } from "#lib/server/actor.ts";
import type { Database } from "#lib/server/db/client.ts";
import { people } from "#lib/server/db/schema/people.ts";
import { log } from "#lib/server/log.ts";

/**
 * Tells people what happened to their account: their next page shows it, and one log line with the
 * key `alert` tells those who watch the log. The only file that reads and writes notices.
 */

const MOST = 30;

/** What may happen again and again; the newest one is kept. */
const REPEATED: ReadonlySet<NoticeName> = new Set([
  "codes_locked",
  "proofs_refused",
  "other_browser",
]);

/** Tells a person, in the transaction of what happened. */
export async function tell(tx: Database, personId: string, what: NoticeName): Promise<void> {
  const notice: Notice = { what, at: new Date().toISOString() };
  await changeNotices(tx, personId, (before) => [
    ...before.filter((other) => !(REPEATED.has(what) && other.what === what)).slice(1 - MOST),
    notice,
  ]);
  log().warn({ alert: what, person: personId }, "account changed");
}

/** Dismisses what this session shows; see `dismissed`. */
export async function dismissNotices(
  db: Database,
  { personId, startedAt }: Pick<Actor, "personId" | "startedAt">,
): Promise<void> {
  await db.transaction((tx) =>
    changeNotices(tx, personId, (before) => dismissed(before, startedAt)),
  );
}

async function changeNotices(
  tx: Database,
  personId: string,
  change: (before: readonly Notice[]) => Notice[],
): Promise<void> {
  const [person] = await tx
    .select({ notices: people.notices })
    .from(people)
    .where(eq(people.id, personId))
    .for("update");
  if (!person) return;
  await tx
    .update(people)
    .set({ notices: change(person.notices) })
    .where(eq(people.id, personId));
}
