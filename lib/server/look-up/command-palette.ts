import "server-only";
import { createFormatter } from "use-intl/core";
import { can } from "#lib/account/access.ts";
import { LOCALE_NAME, LOCALES, type Locale } from "#lib/i18n/locale.ts";
import { type Messages, messagesOf } from "#lib/i18n/messages.ts";
import { translatorOf } from "#lib/i18n/translator.ts";
import { keysOf, PAGE_COMMANDS } from "#lib/palette/commands.ts";
import { type PageName, pagesOf } from "#lib/palette/pages.ts";
import type { Palette, PaletteItem } from "#lib/palette/palette.ts";
import { badgeName } from "#lib/payment/status/badge-name.ts";
import type { Actor } from "#lib/server/actor.ts";
import { settings } from "#lib/server/config/settings.ts";
import { recentRows } from "./recent-look-ups.ts";

/** What the palette offers one person: recent look-ups, and every command. */

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
    go: [...pagesOf(actor.role).map(({ name, href }) => page(name, href, locale)), account(locale)],
    language: LOCALES.filter((one) => one !== locale).map(languageItem),
    theme: THEMES.map((name) => command(name, locale)),
    more: [command("help", locale), command("sign_out", locale)],
  };
  return {
    lookUp: words.look_up,
    search: words.search,
    list: words.list,
    groups: (["page", "own", "team", "go", "language", "theme", "more"] as const)
      .map((id) => ({ id, title: words.groups[id], items: items[id] }))
      .filter((group) => group.items.length > 0)
      .map((group) => ({ ...group, items: group.items.map((item) => foundBy(item, group.title)) })),
    help: helpOf(locale, paletteKey),
  };
}

/** An item is found by the title of its group, too. */
function foundBy(item: PaletteItem, title: string): PaletteItem {
  return { ...item, search: `${title} ${item.label} ${item.search}` };
}

function command(name: CommandName & RunCommand, locale: Locale): PaletteItem {
  return {
    ...plainItem(name, messagesOf(locale).palette.commands[name]),
    search: LOCALES.map((one) => messagesOf(one).palette)
      .map(({ commands, synonyms }) => `${commands[name]} ${synonyms[name]}`)
      .join(" "),
    keys: keysOf(name),
    action: { do: "run", command: name },
  };
}

function page(name: PageName, href: string, locale: Locale): PaletteItem {
  return {
    ...plainItem(name, messagesOf(locale).app[name]),
    search: LOCALES.map(messagesOf)
      .map(({ app, palette }) => `${app[name]} ${palette.synonyms[name]}`)
      .join(" "),
    keys: keysOf(name),
    action: { do: "go", href },
  };
}

function account(locale: Locale): PaletteItem {
  return {
    ...plainItem("account", messagesOf(locale).account.title),
    search: LOCALES.map(messagesOf)
      .map(({ account, palette }) => `${account.title} ${palette.synonyms.account}`)
      .join(" "),
    keys: [],
    action: { do: "go", href: "/account" },
  };
}

/** What all items have that are no look-up. */
function plainItem(
  id: PaletteItem["icon"],
  label: string,
): Pick<PaletteItem, "id" | "icon" | "label" | "lang" | "outcome" | "note"> {
  return { id, icon: id, label, lang: null, outcome: null, note: null };
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

function helpOf(locale: Locale, paletteKey: string): Palette["help"] {
  const { app, palette } = messagesOf(locale);
  const { help } = palette;
  const onPayment = ["copy_customer", "check_again", "copy_link", "open_details"] as const;
  return {
    rows: [
      { label: help.box, keys: keysOf("box") },
      { label: help.paste, keys: [help.paste_keys] },
      { label: help.palette, keys: [paletteKey] },
      ...onPayment.map((id) => ({ label: palette.commands[id], keys: keysOf(id) })),
      { label: help.list, keys: ["↑ ↓ ↵"] },
      { label: help.field, keys: keysOf("field") },
      ...(["look_up", "history"] as const).map((id) => ({ label: app[id], keys: keysOf(id) })),
      { label: help.help, keys: keysOf("help") },
      { label: help.escape, keys: [help.escape_key] },
    ],
    between: help.between,
    switch: help.switch,
    note: help.note.replace("{palette}", paletteKey),
    notSaved: help.not_saved,
  };
}
