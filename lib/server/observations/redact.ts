import { can } from "#lib/account/access.ts";
import { isWithin } from "#lib/http/networks.ts";
import { payerTerms } from "#lib/list/search-index.ts";
import { blockPersonal, hidePersonal, PERSONAL_FIELDS } from "#lib/payment/facts/personal.ts";
import {
  type Asked,
  type LookUpAnswer,
  type ShownAnswer,
  shownAnswerSchema,
} from "#lib/payment/look-up.ts";
import type { Actor } from "#lib/server/actor.ts";
import { settings } from "#lib/server/config/settings.ts";
import { database } from "#lib/server/db/client.ts";
import { revealKey } from "#lib/server/people/sessions.ts";
import { batched } from "#lib/server/runtime/batch.ts";
import { singleton } from "#lib/server/runtime/singleton.ts";
import { blockedTerms } from "./payer-blocks.ts";

/** Redacts personal data that the viewer may not see. */

/** Decides which personal data somebody may see. */
export interface Viewer extends Pick<Actor, "role" | "revealed"> {
  /** Search terms of the payers whose data are blocked; see `payerTerms`. */
  blockedPayers: ReadonlySet<string>;
}

/** Viewers that are made during a statement share the next one; none is given older blocks. */
const MAX_BATCH = 1_000;
const readBlocks = singleton("blocked-terms", () =>
  batched<null, ReadonlySet<string>>(
    async (asking) => {
      const { db } = await database();
      const terms = await blockedTerms(db);
      return asking.map(() => terms);
    },
    { max: MAX_BATCH, isNoItems: () => true },
  ),
);

/** Makes a viewer of an actor. Reads the payer blocks, so call it once per request. */
export async function viewerOf({ role, revealed }: Actor): Promise<Viewer> {
  return { role, revealed, blockedPayers: await readBlocks()(null) };
}

/**
 * The answer that this viewer may see: hides personal fields unless the role may see them or they
 * were revealed to the session, removes those of a blocked payer for everybody, and drops keys that
 * are not in the schema.
 */
export function redactFor(
  viewer: Viewer,
  answer: LookUpAnswer,
  asked: readonly Asked[] = [],
): ShownAnswer {
  const payerBlocked = isBlocked(viewer, answer);
  const { payment } = answer;
  const ownAddress = isWithin(payment?.location.ip ?? null, settings().ownAddresses);
  const added = { asked, payerBlocked, ownAddress };
  if (!payment || payerBlocked) {
    const left = payment && blockPersonal(payment);
    return shownAnswerSchema.parse({ ...answer, ...added, payment: left, hidden: [] });
  }
  const seesAll = can(viewer.role, "payment.see_personal");
  const shown = PERSONAL_FIELDS.filter(
    (field) => seesAll || viewer.revealed.has(revealKey(answer.invoiceId, field)),
  );
  return shownAnswerSchema.parse({
    ...answer,
    ...added,
    ...hidePersonal(payment, new Set(shown)),
  });
}

/** The answer without the data of a blocked payer; any other answer unchanged. */
export function withoutBlocked(viewer: Viewer, answer: LookUpAnswer): LookUpAnswer {
  const { payment } = answer;
  if (!payment || !isBlocked(viewer, answer)) return answer;
  return { ...answer, payment: blockPersonal(payment) };
}

/** Computes the payer's terms only if anybody is blocked, because lists are long. */
function isBlocked({ blockedPayers }: Viewer, answer: LookUpAnswer): boolean {
  return blockedPayers.size > 0 && payerTerms(answer).some((term) => blockedPayers.has(term));
}
