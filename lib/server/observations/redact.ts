import { can } from "#lib/account/access.ts";
import { isWithin } from "#lib/http/networks.ts";
import { payerTerms } from "#lib/list/search-index.ts";
import { coarseLocation } from "#lib/location/location.ts";
import {
  blockPersonal,
  hidePersonal,
  NOTHING_PERSONAL,
  PERSONAL_FIELDS,
  type PersonalField,
} from "#lib/payment/facts/personal.ts";
import {
  type Asked,
  type LookUpAnswer,
  type ShownAnswer,
  shownAnswerSchema,
} from "#lib/payment/look-up.ts";
import type { Actor } from "#lib/server/actor.ts";
import { settings } from "#lib/server/config/settings.ts";
import { database } from "#lib/server/db/client.ts";
import { revealKey } from "#lib/server/people/sessions/sessions.ts";
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
  const ownAddress = isWithin(answer.payment?.location.ip ?? null, settings().ownAddresses);
  const payerBlocked = isBlocked(viewer, answer);
  return shownAnswerSchema.parse({ ...shownTo(viewer, answer), asked, payerBlocked, ownAddress });
}

/** What the viewer sees of an answer, and which fields are hidden from them. */
export function shownTo(
  viewer: Viewer,
  answer: LookUpAnswer,
): LookUpAnswer & { hidden: PersonalField[] } {
  if (isBlocked(viewer, answer)) return { ...blockPersonal(answer), hidden: [] };
  if (can(viewer.role, "payment.see_personal")) return { ...answer, hidden: [] };
  const revealed = new Set(
    PERSONAL_FIELDS.filter((field) => viewer.revealed.has(revealKey(answer.invoiceId, field))),
  );
  return hidePlace(hidePersonal(answer, { revealed, harmlessKeys: settings().harmlessDataKeys }), {
    isRevealed: revealed.has("location.ip"),
  });
}

/** Coordinates name a house: they are hidden with the address by which they were found. */
function hidePlace(
  { answer, hidden }: { answer: LookUpAnswer; hidden: PersonalField[] },
  { isRevealed }: { isRevealed: boolean },
): LookUpAnswer & { hidden: PersonalField[] } {
  const { payment } = answer;
  if (!payment || isRevealed) return { ...answer, hidden };
  const location = coarseLocation(payment.location);
  const isChanged = location !== payment.location && !hidden.includes("location.ip");
  return {
    ...answer,
    payment: { ...payment, location },
    hidden: isChanged ? [...hidden, "location.ip"] : hidden,
  };
}

/** The answer without the data of a blocked payer; any other answer unchanged. */
export function withoutBlocked(viewer: Viewer, answer: LookUpAnswer): LookUpAnswer {
  return isBlocked(viewer, answer) ? blockPersonal(answer) : answer;
}

/** The answer for what leaves the product: without personal data, for every role. */
export function withoutPersonal(answer: LookUpAnswer): LookUpAnswer {
  return hidePlace(hidePersonal(answer, NOTHING_PERSONAL), { isRevealed: false });
}

/** Computes the payer's terms only if anybody is blocked, because lists are long. */
function isBlocked({ blockedPayers }: Viewer, answer: LookUpAnswer): boolean {
  return blockedPayers.size > 0 && payerTerms(answer).some((term) => blockedPayers.has(term));
}
