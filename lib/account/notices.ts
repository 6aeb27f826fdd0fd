/** What a person is told about their own account. */
export const NOTICES = [
  "password_set",
  "password_changed",
  "app_set",
  "codes_renewed",
  "code_recovered",
  "passkey_added",
  "passkey_removed",
  "identity_linked",
  "identity_unlinked",
  "role_changed",
  "account_reset",
  "factor_removed",
  "codes_locked",
  "proofs_refused",
  "other_browser",
] as const;
export type NoticeName = (typeof NOTICES)[number];

/** One thing that happened to an account. */
export interface Notice {
  what: NoticeName;
  /** As ISO 8601. */
  at: string;
  /** When the session began that did it, in milliseconds; null when it was no session of the person. */
  by: number | null;
  /** Dismissed in the session that did it; other sessions still show it. */
  isSeen?: true;
}

/** The notices that a session shows. */
export function shownNotices(notices: readonly Notice[], startedAt: Date): Notice[] {
  return notices.filter(({ by, isSeen }) => !(isSeen && by === startedAt.getTime()));
}

/**
 * What is left of notices after a session has dismissed them. A session cannot remove what it did
 * itself, only hide it here: whoever changed an account in a stolen session could hide it otherwise.
 */
export function dismissed(notices: readonly Notice[], startedAt: Date): Notice[] {
  return notices
    .filter(({ by }) => by === startedAt.getTime())
    .map((notice) => ({ ...notice, isSeen: true }));
}
