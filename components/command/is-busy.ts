/** Whether a key or a paste is meant for a field or for an open window, and not for the page. */
export function isBusy(target: EventTarget | null): boolean {
  const field =
    target instanceof Element ? target.closest("input, textarea, select, [contenteditable]") : null;
  // Right after a dialog has closed, its box may still have the focus.
  return field?.checkVisibility() === true || document.querySelector("dialog[open]") !== null;
}
