import type { CommandId } from "#lib/palette/commands.ts";
import { offerChoice } from "#lib/preferences/choice.ts";

/** Commands that send a form, as the page's head does too: the browser shows what it leads to. */
export const POSTED_COMMANDS = {
  language_kk: () => choose({ language: "kk" }),
  language_ru: () => choose({ language: "ru" }),
  language_en: () => choose({ language: "en" }),
  theme_light: () => choose({ theme: "light" }),
  theme_dark: () => choose({ theme: "dark" }),
  theme_system: () => choose({ theme: "system" }),
  sign_out: () => send("/api/sign-out", {}),
} as const satisfies Partial<Record<CommandId, () => void>>;

function choose(preference: Record<string, string>): void {
  // The page acts on it in its place, where it can.
  if (offerChoice(preference)) return;
  const back = window.location.pathname + window.location.search;
  send("/api/preferences", { ...preference, back });
}

function send(action: string, fields: Record<string, string>): void {
  const form = document.createElement("form");
  form.method = "post";
  form.action = action;
  for (const [name, value] of Object.entries(fields)) {
    const field = document.createElement("input");
    field.type = "hidden";
    field.name = name;
    field.value = value;
    form.append(field);
  }
  document.body.append(form);
  form.submit();
}
