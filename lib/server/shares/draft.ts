import "server-only";
import { timelineOf } from "#lib/payment/facts/timeline.ts";
import type { LookUpAnswer } from "#lib/payment/look-up.ts";
import {
  lastKnown,
  looksSoFar,
  type Question,
  terminalByAlias,
} from "#lib/server/look-up/look-up.ts";
import { type ShareField, type ShareSnapshot, snapshotOf } from "#lib/share/share.ts";

/** What a link would show of a payment; for those who may make one. */

export interface ShareDraft {
  /** What the bank said last. */
  answer: LookUpAnswer;
  snapshot: ShareSnapshot;
}

/** Taken from what was seen before, so that neither making a link nor opening it asks the bank. */
export async function draftShare(
  question: Question,
  fields: readonly ShareField[],
): Promise<ShareDraft | null> {
  const answer = await lastKnown(question);
  if (!answer) return null;
  const looks = await looksSoFar({ ...question, terminal: terminalByAlias(answer.terminal) });
  const snapshot = snapshotOf(answer, { fields, episodes: timelineOf(looks) });
  return snapshot && { answer, snapshot };
}
