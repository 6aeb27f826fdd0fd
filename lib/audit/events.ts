/** All events of the audit log. Message files have their texts under `account.audit.events`. */
export const AUDIT_EVENTS = [
  "payment.looked_up",
  "payment.look_up_left",
  "payment.seen",
  "payment.revealed",
  "reveals.many",
  "payment.exported",
  "payments.listed",
  "payments.exported",
  "payer.blocked",
  "payer.unblocked",
  "call_back.promised",
  "call_back.done",
  "search.refused",
  "session.started",
  "session.refused",
  "session.ended",
  "session.awaits_code",
  "session.proved",
  "session.not_proved",
  "session.other_browser",
  "sessions.ended",
  "person.added",
  "person.blocked",
  "person.unblocked",
  "person.unlocked",
  "person.reset",
  "person.signed_out",
  "person.set_up",
  "person.role_changed",
  "person.password_changed",
  "factor.enrolled",
  "factor.refused",
  "factor.locked",
  "factor.reset",
  "passkey.added",
  "passkey.removed",
  "passkey.refused",
  "recovery.used",
  "recovery.renewed",
  "share.previewed",
  "identity.linked",
  "identity.unlinked",
  "sso.refused",
  "share.created",
  "share.opened",
  "share.refused",
  "share.revoked",
  "access.refused",
  "request.refused",
  "retention.removed",
  "terminal.tested",
  "clock.doubted",
  "clock.confirmed",
  "audit.read",
  "audit.exported",
  "audit.verified",
  "audit.begun",
  "audit.rekeyed",
  "audit.started",
  "audit.stopped",
  "audit.unended",
  "audit.resumed",
] as const;
export type AuditEvent = (typeof AUDIT_EVENTS)[number];

/**
 * Events in which somebody saw a payment: on its page, in a list or in a file. Who left before the
 * bank answered may have seen the last known status.
 */
export const ACCESS_EVENTS = [
  "payment.looked_up",
  "payment.look_up_left",
  "payment.seen",
  "payment.revealed",
  "payment.exported",
  "payments.listed",
  "payments.exported",
] as const satisfies readonly AuditEvent[];
export type AccessEvent = (typeof ACCESS_EVENTS)[number];

/** One row of the audit log with the columns that auditors see. */
export interface LogRow {
  id: number;
  at: Date;
  event: string;
  success: boolean;
  actor: string | null;
  resource: string | null;
  detail: Record<string, string | number | null>;
  ip: string | null;
  requestId: string | null;
}
