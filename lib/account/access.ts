import { z } from "zod";

/** Who may do what: the one table that hides buttons and guards handlers alike. */
export const ROLES = ["clerk", "supervisor", "admin", "auditor"] as const;
export const roleSchema = z.enum(ROLES);
export type Role = z.infer<typeof roleSchema>;

const ACCESS = {
  "payment.look_up": ["clerk", "supervisor", "admin"],
  "payment.export": ["clerk", "supervisor", "admin"],
  "payment.reveal": ["clerk", "supervisor", "admin"],
  "payment.see_personal": ["supervisor", "admin"],
  "payment.see_lookers": ["supervisor", "admin"],
  /** Data of payers who asked that nobody see them. */
  "payer.block": ["supervisor", "admin"],
  "share.manage": ["supervisor", "admin"],
  "settings.see_hint": ["admin"],
  /** What is kept of payers and why; and, for some, who may see it. */
  "privacy.read": ["clerk", "supervisor", "admin", "auditor"],
  "audit.read": ["admin", "auditor"],
  "people.manage": ["admin"],
  /** One's own account: password, second factor, sessions. */
  "account.manage": ["clerk", "supervisor", "admin", "auditor"],
} as const satisfies Record<string, readonly Role[]>;

export type Permission = keyof typeof ACCESS;

/** May a person of this role do this? */
export function can(role: Role, permission: Permission): boolean {
  const allowed: readonly Role[] = ACCESS[permission];
  return allowed.includes(role);
}
