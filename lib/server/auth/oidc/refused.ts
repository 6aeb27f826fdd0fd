/** Why nobody came in by single sign-on: a closed list, for the audit; pages say less. */
export type SsoReason =
  // The way back does not belong to a way that this browser began, or not any more.
  | "no_flow"
  | "state"
  | "issuer"
  | "other_session"
  // What the provider said.
  | "denied"
  | "provider_failed"
  | "discovery"
  | "token_answer"
  | "id_token"
  | "stale"
  // Who it is.
  | "unknown"
  | "email_missing"
  | "email_taken"
  | "no_role"
  | "blocked"
  | "last_admin"
  | "other_identity"
  | "linked_already";

/** Stops a single sign-on; holds words of ours only, never what was sent. */
export class SsoRefused extends Error {
  override readonly name = "SsoRefused";
  readonly reason: SsoReason;
  /** What exactly was wrong, in a library's or our own code. */
  readonly code: string | null;
  constructor(reason: SsoReason, code: string | null = null) {
    super(code ? `${reason}: ${code}` : reason);
    this.reason = reason;
    this.code = code;
  }
}
