import "server-only";
import { timelineOf } from "#lib/payment/facts/timeline.ts";
import type { LookUpAnswer } from "#lib/payment/look-up.ts";
import {
  lastKnown,
  lookUpHistory,
  type Question,
  terminalByAlias,
} from "#lib/server/look-up/look-up.ts";
import { withoutPersonal } from "#lib/server/observations/redact.ts";
import { type ShareField, type ShareSnapshot, snapshotOf } from "#lib/share/share.ts";

/** The preview of a share link, before it is made. */

export interface ShareDraft {
  /** The bank's last stored answer, without personal data. */
  answer: LookUpAnswer;
  snapshot: ShareSnapshot;
}

/**
 * Drafts a link from stored observations, so that neither making nor opening it asks the bank. Null
 * without an observation.
 */
export async function draftShare(
  question: Question,
  fields: readonly ShareField[],
): Promise<ShareDraft | null> {
  const known = await lastKnown(question);
  if (!known) return null;
  const answer = withoutPersonal(known);
  const looks = await lookUpHistory({ ...question, terminal: terminalByAlias(answer.terminal) });
  const snapshot = snapshotOf(answer, { fields, episodes: timelineOf(looks, withoutPersonal) });
  return snapshot && { answer, snapshot };
}
