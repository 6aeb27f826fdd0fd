import { z } from "zod";
import { roleSchema } from "./access.ts";

/**
 * Acts that change how somebody signs in or what they may do. Each needs a proof of its own: an
 * earlier sign-in is none.
 */
export const ACT_NAMES = [
  "password_change",
  "app_set",
  "codes_renew",
  "passkey_add",
  "passkey_remove",
  "identity_link",
  "identity_unlink",
  "person_invite",
  "person_role",
  "person_block",
  "person_unblock",
  "person_unlock",
  "person_sign_out",
  "person_reset",
  "person_reset_factor",
  "payer_unblock",
] as const;

export const actSchema = z.object({
  name: z.enum(ACT_NAMES),
  /** An e-mail address, or the id of what is changed; empty for what a person has only one of. */
  on: z.string().default(""),
  /** The new role. */
  role: roleSchema.optional(),
});

/** One act on one person or thing. */
export type Act = z.infer<typeof actSchema>;

/** A text that is equal for equal acts only. */
export function actKey({ name, on, role }: Act): string {
  return JSON.stringify([name, on, role ?? ""]);
}
