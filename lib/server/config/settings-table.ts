import { z } from "zod";
import { applicationVariables } from "./application.ts";
import { bankVariables } from "./bank.ts";
import { ssoVariables } from "./oidc.ts";
import { limitVariables } from "./rate-limits.ts";
import { descriptions, GROUPS, type SettingDescription } from "./setting.ts";
import { shopVariables } from "./shop.ts";

/** All settings: the settings and the documents are made from this table. */

export const settingsTable = z.object({
  ...bankVariables,
  ...shopVariables,
  ...applicationVariables,
  ...ssoVariables,
  ...limitVariables,
});

/** One setting with what the documents show. */
export interface SettingRow extends SettingDescription {
  name: string;
  /** The default as text, or null. */
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

/** The advice for a setting that is missing or wrong: "NAME: ...". */
export function adviceFor(name: string): string {
  return `${name}: ${SETTING_ROWS.find((row) => row.name === name)?.advice ?? "is wrong"}`;
}
