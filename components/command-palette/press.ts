/** Does what a key or a command asks of the page; false where the page has no such thing. */
export function press(what: string): boolean {
  if (what === "look_up" || what === "seen") {
    window.location.assign(what === "seen" ? "/transactions" : "/");
    return true;
  }
  if (what === "field") return isBoxFocused();
  const button = commandOnPage(what);
  button?.click();
  // What it says stands below it.
  if (what === "check_again") button?.scrollIntoView({ block: "nearest" });
  return button !== null;
}

/** The page's own button for a command, if it has one. */
export function commandOnPage(command: string): HTMLElement | null {
  return document.querySelector<HTMLElement>(`[data-command=${command}]`);
}

function isBoxFocused(): boolean {
  const box = document.querySelector<HTMLInputElement | HTMLTextAreaElement>("[data-field=main]");
  box?.focus();
  box?.select();
  return box !== null;
}
