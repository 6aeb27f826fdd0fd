import { z } from "zod";
import { applicationVariables } from "./application.ts";
import { bankVariables } from "./bank.ts";
import { ssoVariables } from "./oidc.ts";
import { limitVariables } from "./rate-limits.ts";
import { descriptions, GROUPS, type SettingDescription } from "./setting.ts";

/** Every setting once: what is read, and what the documents say of it. */

export const settingsTable = z.object({
  ...bankVariables,
  ...applicationVariables,
  ...ssoVariables,
  ...limitVariables,
});

/** One setting as the documents show it. */
export interface SettingRow extends SettingDescription {
  name: string;
  /** As it would be written; null where there is none. */
  default: string | null;
  isRequired: boolean;
}

/** The settings in the order of their groups. */
export const SETTING_ROWS: readonly SettingRow[] = Object.keys(GROUPS).flatMap((group) =>
  Object.entries(settingsTable.shape).flatMap(([name, schema]) => {
    const description = descriptions.get(schema);
    if (!description) throw new Error(`${name} has no description`);
    if (description.group !== group) return [];
    const preset = schema instanceof z.ZodPrefault ? String(schema.def.defaultValue) : null;
    const isRequired = !schema.safeParse(undefined).success;
    return [{ name, ...description, default: preset, isRequired }];
  }),
);

/** What to write into a setting that is missing or wrong: "NAME: ...". */
export function adviceFor(name: string): string {
  return `${name}: ${SETTING_ROWS.find((row) => row.name === name)?.advice ?? "is wrong"}`;
}
