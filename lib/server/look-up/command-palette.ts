import "server-only";
import { createFormatter, createTranslator } from "use-intl/core";
import { LOCALE_NAME, LOCALES, type Locale } from "#lib/i18n/locale.ts";
import { type Messages, messagesOf } from "#lib/i18n/messages.ts";
import { PAGE_COMMANDS, type Palette, type PaletteItem } from "#lib/palette/palette.ts";
import { badgeName } from "#lib/payment/status/badge-name.ts";
import type { Actor } from "#lib/server/actor.ts";
import { settings } from "#lib/server/config/settings.ts";
import { recentRows } from "./recent-look-ups.ts";

/** What the palette offers one person: the look-up page's recent lists, and every command. */

type Row = Awaited<ReturnType<typeof recentRows>>[number];
type Words = Messages["palette"];
type CommandName = keyof Words["commands"];

const KEYS: Partial<Record<CommandName, string[]>> = {
  look_up: ["G", "L"],
  seen: ["G", "T"],
  copy_link: ["C"],
  check_again: ["R"],
  help: ["?"],
};

/** The palette and the help of the keys, in the person's language. */
export async function paletteFor(
  actor: Pick<Actor, "email">,
  {
    locale,
    paletteKey,
  }: { locale: Locale /** As it stands on the keyboard. */; paletteKey: string },
): Promise<Palette> {
  const words = messagesOf(locale).palette;
  const [own, team] = await Promise.all([recentRows({ email: actor.email }), recentRows({})]);
  const ownAddresses = new Set(own.map(({ href }) => href));
  const others = team.filter(({ href }) => !ownAddresses.has(href));
  const items: Record<keyof Words["groups"], PaletteItem[]> = {
    page: PAGE_COMMANDS.map((name) => command(name, { do: "press", command: name }, locale)),
    own: own.map((row, place) => recentItem(row, { id: `own-${place}`, locale })),
    team: others.map((row, place) => recentItem(row, { id: `team-${place}`, locale })),
    go: [
      command("look_up", { do: "go", href: "/" }, locale),
      command("seen", { do: "go", href: "/transactions" }, locale),
    ],
    language: LOCALES.filter((one) => one !== locale).map(languageItem),
    theme: (["light", "dark", "system"] as const).map((theme) =>
      command(`theme_${theme}`, preference({ theme }), locale),
    ),
    more: [
      command("help", { do: "help" }, locale),
      command("sign_out", { do: "post", to: "/api/sign-out", fields: {} }, locale),
    ],
  };
  return {
    lookUp: words.look_up,
    list: words.list,
    groups: (["page", "own", "team", "go", "language", "theme", "more"] as const)
      .map((id) => ({ id, title: words.groups[id], items: items[id] }))
      .filter((group) => group.items.length > 0),
    help: helpOf(words, paletteKey),
  };
}

function command(name: CommandName, action: PaletteItem["action"], locale: Locale): PaletteItem {
  return {
    id: name,
    icon: name,
    label: messagesOf(locale).palette.commands[name],
    lang: null,
    outcome: null,
    note: null,
    search: LOCALES.map((one) => messagesOf(one).palette.commands[name]).join(" "),
    keys: KEYS[name] ?? [],
    action,
  };
}

function languageItem(language: Locale): PaletteItem {
  return {
    id: `language_${language}`,
    icon: "language",
    label: LOCALE_NAME[language],
    lang: language,
    outcome: null,
    note: null,
    search: LOCALES.map((one) => messagesOf(one).palette.groups.language)
      .concat(LOCALE_NAME[language], language)
      .join(" "),
    keys: [],
    action: preference({ language }),
  };
}

function preference(fields: Record<string, string>): PaletteItem["action"] {
  return { do: "post", to: "/api/preferences", fields };
}

function recentItem(
  { href, invoiceId, badge, at, who }: Row,
  { id, locale }: { id: string; locale: Locale },
): PaletteItem {
  const { key, raw } = badgeName(badge);
  const t = createTranslator({ locale, messages: messagesOf(locale), namespace: "badge" });
  const format = createFormatter({ locale, timeZone: settings().displayTimeZone });
  const word = t(key, { raw });
  const when = format.relativeTime(at, new Date());
  return {
    id,
    icon: "recent",
    label: invoiceId,
    lang: null,
    outcome: { ...badge, word },
    note: who ? `${who}, ${when}` : when,
    search: [invoiceId, word, who].join(" "),
    keys: [],
    action: { do: "go", href },
  };
}

function helpOf({ help }: Words, paletteKey: string): Palette["help"] {
  const rows = [
    ["palette", paletteKey],
    ["field", "/"],
    ["look_up", ...(KEYS.look_up ?? [])],
    ["seen", ...(KEYS.seen ?? [])],
    ["copy_link", ...(KEYS.copy_link ?? [])],
    ["check_again", ...(KEYS.check_again ?? [])],
    ["help", ...(KEYS.help ?? [])],
    ["escape", help.escape_key],
  ] as const;
  return {
    rows: rows.map(([name, ...keys]) => ({ label: help[name], keys })),
    between: help.between,
    switch: help.switch,
    note: help.note.replace("{palette}", paletteKey),
    notSaved: help.not_saved,
    close: help.close,
  };
}
