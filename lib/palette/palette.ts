import { z } from "zod";
import { LOCALES } from "#lib/i18n/locale.ts";
import { classSchema, kindSchema } from "#lib/payment/payment.ts";
import { themeSchema } from "#lib/preferences/theme.ts";
import { PAGE_COMMANDS } from "./commands.ts";
import { PAGES } from "./pages.ts";

/** The cookie that remembers whether single keys do something (WCAG 2.2, 2.1.4). */
export const SHORTCUTS_COOKIE = "anyqta.shortcuts";
export const shortcutsSchema = z.enum(["on", "off"]);

/** Commands that the palette lists and that lead to no other page. */
const commandSchema = z.union([
  z.enum(PAGE_COMMANDS),
  z.templateLiteral(["language_", z.enum(LOCALES)]),
  z.templateLiteral(["theme_", themeSchema]),
  z.enum(["help", "sign_out"]),
]);

const actionSchema = z.discriminatedUnion("do", [
  z.object({ do: z.literal("go"), href: z.string().startsWith("/") }),
  z.object({ do: z.literal("run"), command: commandSchema }),
]);

const iconSchema = z.enum([
  ...PAGES.map(({ name }) => name),
  ...PAGE_COMMANDS,
  "recent",
  "account",
  "language",
  "theme_light",
  "theme_dark",
  "theme_system",
  "help",
  "sign_out",
]);
export type PaletteIcon = z.infer<typeof iconSchema>;

const itemSchema = z.object({
  id: z.string(),
  icon: iconSchema,
  label: z.string(),
  /** The language of the label, where it is not the reader's. */
  lang: z.string().nullable(),
  /** The outcome of a look-up of before: what its badge is made from, and the badge's word. */
  outcome: z
    .object({
      kind: kindSchema,
      class: classSchema,
      statusName: z.string().nullable(),
      resultCode: z.string().nullable(),
      word: z.string(),
    })
    .nullable(),
  /** When, and who. */
  note: z.string().nullable(),
  /** All words by which the filter finds it, in all languages. */
  search: z.string(),
  /** Keys that do the same, one after the other. */
  keys: z.array(z.string()),
  action: actionSchema,
});
export type PaletteItem = z.infer<typeof itemSchema>;

/** What the palette and the help of the keys hold, in the reader's language. */
export const paletteSchema = z.object({
  /** What becomes of a number and of other words that are typed; with {text}. */
  lookUp: z.string(),
  search: z.string(),
  list: z.string(),
  groups: z.array(z.object({ id: z.string(), title: z.string(), items: z.array(itemSchema) })),
  help: z.object({
    rows: z.array(z.object({ label: z.string(), keys: z.array(z.string()) })),
    /** Between two keys that are pressed one after the other. */
    between: z.string(),
    switch: z.string(),
    note: z.string(),
    notSaved: z.string(),
  }),
});
export type Palette = z.infer<typeof paletteSchema>;
