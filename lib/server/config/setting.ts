import { z } from "zod";

/**
 * A setting is a row of a zod shape: its name, its schema with the default, and what is registered
 * here. `settings-table.ts` joins the rows; the settings, `.env.example` and `docs/settings.md` are
 * made from them.
 */

/** The groups of settings, in the order of the documents. */
export const GROUPS = {
  bank: "The bank",
  application: "Addresses and the session",
  audit: "The audit",
  signIn: "Signing in",
  oidc: "Single sign-on (OpenID Connect): the first three together, or none of these",
  storage: "Storage and display",
  limits: "Limits: the most in one minute",
} as const;

export interface SettingDescription {
  group: keyof typeof GROUPS;
  /** What the setting means, in one or two plain sentences. */
  meaning: string;
  /** What to write when it is missing or wrong; completes "NAME: ...". */
  advice: string;
  /** A value for `.env.example`, where there is no default to show. */
  example?: string;
  /** May it be read from a file that `<NAME>_FILE` names? */
  secret?: true;
}

/** What is known of each setting beside its schema; each needs a schema object of its own. */
export const descriptions = z.registry<SettingDescription>();

/** A list separated by commas, empty by default. */
export const commaList = (item: RegExp) =>
  z
    .string()
    .transform((text) => text.split(",").flatMap((one) => one.trim() || []))
    .refine((items) => items.every((one) => item.test(one)))
    .prefault("");
