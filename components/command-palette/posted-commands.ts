import type { CommandId } from "#lib/palette/commands.ts";
import { offerChoice } from "#lib/preferences/choice.ts";

/** Commands that do what a form of the page's head does. */
export const POSTED_COMMANDS = {
  language_kk: () => choose({ language: "kk" }),
  language_ru: () => choose({ language: "ru" }),
  language_en: () => choose({ language: "en" }),
  theme_light: () => choose({ theme: "light" }),
  theme_dark: () => choose({ theme: "dark" }),
  theme_system: () => choose({ theme: "system" }),
  sign_out: () => send("/api/sign-out", {}),
} as const satisfies Partial<Record<CommandId, () => void>>;

/** A page that acts on the choice by itself stays in its place; another one is loaded again. */
function choose(preference: Record<string, string>): void {
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
