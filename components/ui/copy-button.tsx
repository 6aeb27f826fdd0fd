"use client";
import type { CommandId } from "#lib/palette/commands.ts";

/**
 * Copies the value. One listener serves all buttons of a page (copy-listener.tsx), so that many
 * buttons need little script.
 */
export function CopyButton({
  label,
  value,
  done,
  command,
}: {
  label: string;
  /** From data and not from the page's text, which a browser's translator may have changed. */
  value: string;
  /** Announced after copying. */
  done: string;
  /** The command that presses it, if any. */
  command?: CommandId | undefined;
}) {
  const button = {
    type: "button",
    "aria-label": label,
    title: label,
    className: "button-copy",
  } as const;
  // Not in the HTML, where a long text would stand twice: without scripts no button copies.
  const give = (element: HTMLElement | null) => {
    if (element) Object.assign(element.dataset, { copy: value, copyDone: done });
  };
  return <button ref={give} data-command={command} {...button} />;
}
