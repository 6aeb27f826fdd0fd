import "server-only";
import { createFormatter } from "use-intl/core";
import { can } from "#lib/account/access.ts";
import { LOCALE_NAME, LOCALES, type Locale } from "#lib/i18n/locale.ts";
import { type Messages, messagesOf } from "#lib/i18n/messages.ts";
import { translatorOf } from "#lib/i18n/translator.ts";
import { keysOf, PAGE_COMMANDS, PAGES, type PageName } from "#lib/palette/commands.ts";
import type { Palette, PaletteItem } from "#lib/palette/palette.ts";
import { badgeName } from "#lib/payment/status/badge-name.ts";
import type { Actor } from "#lib/server/actor.ts";
import { settings } from "#lib/server/config/settings.ts";
import { recentRows } from "./recent-look-ups.ts";

/** What the palette offers one person: the look-up page's recent lists, and every command. */

type Row = Awaited<ReturnType<typeof recentRows>>[number];
type Words = Messages["palette"];
type CommandName = keyof Words["commands"];
type RunCommand = Extract<PaletteItem["action"], { do: "run" }>["command"];

const THEMES = ["theme_light", "theme_dark", "theme_system"] as const;

/** The palette and the help of the keys, in the person's language. */
export async function paletteFor(
  actor: Pick<Actor, "email" | "role">,
  {
    locale,
    paletteKey,
  }: { locale: Locale /** As it stands on the keyboard. */; paletteKey: string },
): Promise<Palette> {
  const words = messagesOf(locale).palette;
  const [own, team] = await Promise.all([
    recentRows({ email: actor.email }),
    recentRows({ showsLookers: can(actor.role, "payment.see_lookers") }),
  ]);
  const ownAddresses = new Set(own.map(({ href }) => href));
  const others = team.filter(({ href }) => !ownAddresses.has(href));
  const items: Record<keyof Words["groups"], PaletteItem[]> = {
    page: PAGE_COMMANDS.map((name) => command(name, locale)),
    own: own.map((row, place) => recentItem(row, { id: `own-${place}`, locale })),
    team: others.map((row, place) => recentItem(row, { id: `team-${place}`, locale })),
    go: [page("look_up", locale), page("history", locale)],
    language: LOCALES.filter((one) => one !== locale).map(languageItem),
    theme: THEMES.map((name) => command(name, locale)),
    more: [command("help", locale), command("sign_out", locale)],
  };
  return {
    lookUp: words.look_up,
    list: words.list,
    groups: (["page", "own", "team", "go", "language", "theme", "more"] as const)
      .map((id) => ({ id, title: words.groups[id], items: items[id] }))
      .filter((group) => group.items.length > 0)
      .map((group) => ({ ...group, items: group.items.map((item) => foundBy(item, group.title)) })),
    help: helpOf(words, paletteKey),
  };
}

/** An item is found by the title of its group, too. */
function foundBy(item: PaletteItem, title: string): PaletteItem {
  return { ...item, search: `${title} ${item.label} ${item.search}` };
}

function command(name: CommandName & RunCommand, locale: Locale): PaletteItem {
  return named(name, { do: "run", command: name }, locale);
}

function page(name: CommandName & PageName, locale: Locale): PaletteItem {
  return named(name, { do: "go", href: PAGES[name] }, locale);
}

function named(name: CommandName, action: PaletteItem["action"], locale: Locale): PaletteItem {
  return {
    id: name,
    icon: name,
    label: messagesOf(locale).palette.commands[name],
    lang: null,
    outcome: null,
    note: null,
    search: LOCALES.map((one) => messagesOf(one).palette.commands[name]).join(" "),
    keys: keysOf(name),
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
      .concat(language)
      .join(" "),
    keys: [],
    action: { do: "run", command: `language_${language}` },
  };
}

function recentItem(
  { href, invoiceId, badge, at, who }: Row,
  { id, locale }: { id: string; locale: Locale },
): PaletteItem {
  const { key, raw } = badgeName(badge);
  const format = createFormatter({ locale, timeZone: settings().displayTimeZone });
  const word = translatorOf(locale)(`badge.${key}`, { raw });
  const when = format.relativeTime(at, new Date());
  return {
    id,
    icon: "recent",
    label: invoiceId,
    lang: null,
    outcome: { ...badge, word },
    note: who ? `${who}, ${when}` : when,
    search: [word, who].join(" "),
    keys: [],
    action: { do: "go", href },
  };
}

function helpOf({ help }: Words, paletteKey: string): Palette["help"] {
  const commands = [
    ...(["field", "look_up", "history", "check_again", "copy_customer"] as const),
    ...(["open_details", "copy_link", "help"] as const),
  ];
  return {
    rows: [
      { label: help.palette, keys: [paletteKey] },
      ...commands.map((id) => ({ label: help[id], keys: keysOf(id) })),
      { label: help.escape, keys: [help.escape_key] },
    ],
    between: help.between,
    switch: help.switch,
    note: help.note.replace("{palette}", paletteKey),
    notSaved: help.not_saved,
  };
}
