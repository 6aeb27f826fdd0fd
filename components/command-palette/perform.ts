import type { PaletteAction } from "#lib/palette/palette.ts";
import { offerChoice } from "#lib/preferences/choice.ts";
import { press } from "./press.ts";

/** Does what a command stands for. */
export function perform(
  action: PaletteAction,
  { onClose, onHelp }: { onClose: () => void; onHelp: () => void },
): void {
  switch (action.do) {
    case "go":
      window.location.assign(action.href);
      break;
    case "help":
      onHelp();
      break;
    case "press":
      // First back to the page, so that what it says is heard and printed there.
      onClose();
      press(action.command);
      break;
    case "post":
      // A page acts on a choice of language or theme by itself, in its place.
      if (action.to === "/api/preferences" && offerChoice(action.fields)) {
        onClose();
        break;
      }
      send(action.to, {
        ...action.fields,
        back: window.location.pathname + window.location.search,
      });
      break;
  }
}

/** The same form that the page's header has, sent by the browser as ever. */
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
