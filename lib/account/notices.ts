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
  /** When the session began in which it was hidden, in milliseconds; others still show it. */
  hiddenIn?: number;
}

/** The notices that a session shows. */
export function shownNotices(notices: readonly Notice[], startedAt: Date): Notice[] {
  return notices.filter(({ hiddenIn }) => hiddenIn !== startedAt.getTime());
}

/**
 * What is left of notices after a session has dismissed them. It removes what happened before it began.
 * What happened since then it can only hide from itself, until the next sign-in: otherwise a
 * stolen session could hide its own acts.
 */
export function dismissed(notices: readonly Notice[], startedAt: Date): Notice[] {
  const begun = startedAt.getTime();
  return notices
    .filter(({ at }) => Date.parse(at) >= begun)
    .map((notice) => ({ ...notice, hiddenIn: begun }));
}
