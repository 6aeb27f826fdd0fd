import { z } from "zod";

/** Roles and permissions: one table for the buttons of pages and the checks of handlers. */
export const ROLES = ["clerk", "supervisor", "admin", "auditor"] as const;
export const roleSchema = z.enum(ROLES);
export type Role = z.infer<typeof roleSchema>;

const ACCESS = {
  "payment.look_up": ["clerk", "supervisor", "admin"],
  "payment.export": ["clerk", "supervisor", "admin"],
  "payment.reveal": ["clerk", "supervisor", "admin"],
  "payment.see_personal": ["supervisor", "admin"],
  "payment.see_lookers": ["supervisor", "admin"],
  /** Hiding the personal data of payers who asked for it. */
  "payer.block": ["supervisor", "admin"],
  "share.manage": ["supervisor", "admin"],
  "settings.see_hint": ["admin"],
  /** How this installation is set up, and the test of its terminals. */
  "settings.read": ["admin"],
  /** The page about personal data: what is stored, why and, for some roles, who may see it. */
  "privacy.read": ["clerk", "supervisor", "admin", "auditor"],
  "audit.read": ["admin", "auditor"],
  "people.manage": ["admin"],
  /** The person's own account: password, second factor, sessions. */
  "account.manage": ["clerk", "supervisor", "admin", "auditor"],
} as const satisfies Record<string, readonly Role[]>;

export type Permission = keyof typeof ACCESS;

/** Whether this role has the permission. */
export function can(role: Role, permission: Permission): boolean {
  const allowed: readonly Role[] = ACCESS[permission];
  return allowed.includes(role);
}
