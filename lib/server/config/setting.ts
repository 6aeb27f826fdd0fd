import { z } from "zod";

/**
 * A setting is a key of a zod shape: its name, its schema with the default, and the description
 * that is registered here. `settings-table.ts` joins the shapes; the settings, `.env.example` and
 * `docs/settings.md` are made from them.
 */

/** The groups of settings, in the order of the documents. */
export const GROUPS = {
  bank: "The bank",
  shop: "The shop: all optional",
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
  /** What to set if it is missing or wrong; completes "NAME: ...". */
  advice: string;
  /** A value for `.env.example` if there is no default. */
  example?: string;
  /** It can also be read from the file named by `<NAME>_FILE`. */
  secret?: true;
}

/** The description of each setting by its schema; each setting needs a schema object of its own. */
export const descriptions = z.registry<SettingDescription>();

/** A list separated by commas, empty by default. */
export const commaList = (item: RegExp) =>
  z
    .string()
    .transform((text) => text.split(",").flatMap((one) => one.trim() || []))
    .refine((items) => items.every((one) => item.test(one)))
    .prefault("");
