import "server-only";
import { database } from "#lib/server/db/client.ts";
import { isDatabaseUnavailable } from "#lib/server/db/unavailable.ts";
import { resumeSessions, type Session } from "#lib/server/people/sessions.ts";
import { batched } from "#lib/server/runtime/batch.ts";
import { type RequestContext, requestStore } from "#lib/server/runtime/request-store.ts";
import { singleton } from "#lib/server/runtime/singleton.ts";

/** The most sessions that are resumed by one statement. */
const MAX_BATCH = 100;

const resuming = singleton("resuming", () => {
  const resume = (active: boolean) =>
    batched<string, Session | null>(
      async (ids) => resumeSessions((await database()).db, ids, { active }),
      { max: MAX_BATCH, isNoItems: isDatabaseUnavailable },
    );
  return { byPerson: resume(true), byTimer: resume(false) };
});

/** What was read for a request: proxy.ts asks first, then the page that it lets through. */
const read = singleton(
  "resumed-sessions",
  () => new WeakMap<RequestContext, { id: string; session: Promise<Session | null> }>(),
);

/** The living session with this id, or null; read once for each request. */
export function resumedSession(
  id: string,
  { active }: { active: boolean },
): Promise<Session | null> {
  const context = requestStore().getStore();
  const known = context && read().get(context);
  if (known?.id === id) return known.session;
  const { byPerson, byTimer } = resuming();
  const session = active ? byPerson(id) : byTimer(id);
  if (context) read().set(context, { id, session });
  return session;
}
