import type { Role } from "#lib/account/access.ts";

/** A member of staff as the list shows them. */
export interface Member {
  email: string;
  role: Role;
  state: "active" | "blocked" | "invited";
  factors: readonly ("app" | "passkey")[];
  /** The last sign-in; null before the first. */
  signedInAt: Date | null;
  addedAt: Date;
  /** Who added them; null for the command line. */
  addedBy: string | null;
  /** Until when an unused set-up link is good, also when that is over; null without one. */
  linkUntil: Date | null;
  /** When others' attempts last locked the sign-in, within a day; null if they did not. */
  attackedAt: Date | null;
}
