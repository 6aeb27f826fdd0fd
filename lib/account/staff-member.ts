import type { Role } from "./access.ts";

/** A member of staff as the page of the administrator shows them. */
export interface StaffMember {
  email: string;
  role: Role;
  state: "active" | "blocked" | "invited";
  /** Their second factors. */
  factors: readonly ("app" | "passkey")[];
  /** The last sign-in that the audit log has; null before the first. */
  signedInAt: Date | null;
  /** When they were added, and by whom; null for the command line and for people of the demo. */
  addedAt: Date;
  addedBy: string | null;
  /** Until when an unused set-up link is good, also when that is over; null without one. */
  linkUntil: Date | null;
  /** When others' attempts last locked the sign-in, within a day; null if they did not. */
  attackedAt: Date | null;
}
