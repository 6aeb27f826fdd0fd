import "server-only";
import type { Asked } from "#lib/payment/look-up.ts";
import type { Actor } from "#lib/server/actor.ts";
import { paymentAccesses } from "#lib/server/audit/record.ts";
import { database } from "#lib/server/db/client.ts";
import { SESSION_HOURS } from "#lib/server/people/sessions/sessions.ts";
import { type LookUp, lookUpHistory, type Question } from "./look-up.ts";

/** Time that a browser has to load the page of a look-up that it has just made. */
const DRAWN_WITHIN_MILLISECONDS = 30_000;
/** The same for a page that is drawn once more as it stands, in another language: a session's length. */
const STILL_WITHIN_MILLISECONDS = SESSION_HOURS * 3_600_000;

/** The number of the payment's newest audit entries that are searched for the look-up. */
const MOST_ENTRIES = 100;

/**
 * A look-up that this person made within the last 30 seconds, so that the page can show it without a
 * second bank call; with `isStill` within the last hours. Null without the person's audit entry,
 * which gives the right to see it.
 */
export async function ownLookUp(
  question: Question,
  {
    observationId,
    actor,
    isStill = false,
  }: { observationId: string; actor: Pick<Actor, "email">; isStill?: boolean },
): Promise<LookUp | null> {
  const { db } = await database();
  const oldest = Date.now() - (isStill ? STILL_WITHIN_MILLISECONDS : DRAWN_WITHIN_MILLISECONDS);
  const { invoiceId } = question;
  const entry = (await paymentAccesses(db, { invoiceId, limit: MOST_ENTRIES })).find(
    ({ event, actor: email, at, detail }) =>
      event === "payment.looked_up" &&
      email === actor.email &&
      detail.observation === observationId &&
      at.getTime() >= oldest,
  );
  if (!entry) return null;
  const answers = (await lookUpHistory(question)).map(({ answer }) => answer);
  const answer = answers.find((one) => one.observationId === observationId);
  if (!answer) return null;
  const aliases = String(entry.detail.asked ?? answer.terminal).split(",");
  const asked = aliases.flatMap((alias): Asked[] => {
    // The last answer of each other terminal comes from the same look-up.
    const said = [answer, ...answers].find(({ terminal }) => terminal === alias);
    return said ? [{ terminal: alias, kind: said.kind, fault: said.fault }] : [];
  });
  return { answer, asked };
}
