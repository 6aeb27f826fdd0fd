import type { AuditEvent } from "#lib/audit/events.ts";
import { personId } from "../list/fill.ts";

/** The people, events and shares of the generated audit log. */

export interface Person {
  id: string;
  email: string;
}

function named(name: string, place: number): Person {
  return { id: personId(place), email: `${name}@example.kz` };
}

/** The busiest first. */
export const CLERKS: readonly [Person, ...Person[]] = [
  named("clerk0", 0),
  ...Array.from({ length: 23 }, (_, n) => named(`clerk${n + 1}`, n + 1)),
];
/** Did every sixth act of the clerks until `OLD_PART` of the time, then left. */
export const FORMER_CLERK = named("former", 30);
/** They read the log and look up no payment. */
export const AUDITORS: readonly [Person, ...Person[]] = [
  named("auditor0", 40),
  named("auditor1", 41),
];
export const ADMINS: readonly [Person, ...Person[]] = [named("admin0", 50), named("admin1", 51)];
/** Made three look-ups in total. */
export const RARE_CLERK = named("rare", 60);

export const OLD_PART = 0.4;

/** An event that ended at `OLD_PART` of the time; before, it was every seventh act. */
export const FORMER_EVENT: AuditEvent = "session.awaits_code";
export const FORMER_SHARE = 0.15;

/** A period of guessed passwords, which make four of five rows. */
export const ATTACK = { from: 0.55, to: 0.565, share: 0.8 } as const;

/** Numbers that half of the staff looked up or listed. */
export const OFTEN_SEEN: readonly [string, ...string[]] = ["205218074", "205218075", "205218081"];

/** Each event with the group that does it and its count among a hundred thousand acts. */
type By = "clerk" | "auditor" | "admin" | "stranger" | "process";
export const ACTS: readonly (readonly [AuditEvent, By, number])[] = [
  ["payment.looked_up", "clerk", 56_000],
  ["payments.listed", "clerk", 13_000],
  ["session.started", "clerk", 6_500],
  ["session.ended", "clerk", 5_000],
  ["payment.revealed", "clerk", 4_500],
  ["audit.read", "auditor", 4_000],
  ["session.proved", "clerk", 2_500],
  ["session.refused", "stranger", 1_600],
  ["share.opened", "stranger", 1_500],
  ["share.previewed", "clerk", 1_200],
  ["share.created", "clerk", 1_000],
  ["payment.exported", "clerk", 900],
  ["payments.exported", "clerk", 500],
  ["share.refused", "stranger", 400],
  ["search.refused", "clerk", 300],
  ["access.refused", "clerk", 250],
  ["share.revoked", "clerk", 200],
  ["person.password_changed", "clerk", 150],
  ["factor.refused", "stranger", 120],
  ["audit.exported", "auditor", 80],
  ["request.refused", "stranger", 50],
  ["factor.enrolled", "clerk", 30],
  ["audit.started", "process", 25],
  ["audit.stopped", "process", 24],
  ["passkey.added", "clerk", 25],
  ["person.added", "admin", 20],
  ["audit.verified", "process", 20],
  ["person.blocked", "admin", 8],
  ["recovery.used", "clerk", 8],
  ["person.role_changed", "admin", 6],
  ["audit.unended", "process", 1],
];

/** Events of refusals. */
export const REFUSING: ReadonlySet<string> = new Set<AuditEvent>([
  "session.refused",
  "share.refused",
  "search.refused",
  "access.refused",
  "factor.refused",
  "request.refused",
  "audit.unended",
]);

export const BROWSERS: readonly [string, ...string[]] = [
  "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/148.0.0.0 Safari/537.36",
  "Mozilla/5.0 (iPhone; CPU iPhone OS 19_2 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/19.2 Mobile/15E148 Safari/604.1",
  "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:150.0) Gecko/20100101 Firefox/150.0",
];
