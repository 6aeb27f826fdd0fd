/** Why single sign-on was refused: a closed list for the audit log; pages show less. */
export type SsoReason =
  // The callback does not belong to a flow that this browser began, or the flow is over.
  | "no_flow"
  | "state"
  | "issuer"
  | "other_session"
  // The provider's answer.
  | "denied"
  | "provider_failed"
  | "discovery"
  | "token_answer"
  | "id_token"
  | "stale"
  // The person.
  | "unknown"
  | "email_missing"
  | "email_taken"
  | "no_role"
  | "blocked"
  | "last_admin"
  | "other_identity"
  | "linked_already"
  // Their proof for connecting it was too old.
  | "not_proven";

/**
 * A refused single sign-on. Contains fixed texts only, never data of the provider or the browser.
 */
export class SsoError extends Error {
  override readonly name = "SsoError";
  readonly reason: SsoReason;
  /** The exact cause: a code of ours, or a fixed text of a library. */
  readonly code: string | null;
  constructor(reason: SsoReason, code: string | null = null) {
    super(code ? `${reason}: ${code}` : reason);
    this.reason = reason;
    this.code = code;
  }
}
