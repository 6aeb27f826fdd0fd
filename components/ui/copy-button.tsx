"use client";
import { CommandButton } from "#components/command/command-button.tsx";
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
  /** Announced after copying; by default the label of the button's line of facts. */
  done?: string;
  /** The command that presses it, if any. */
  command?: CommandId | undefined;
}) {
  const button = {
    type: "button",
    "aria-label": label,
    title: label,
    "data-copy-done": done,
    className: "button-copy",
  } as const;
  if (command) return <CommandButton command={command} data-copy={value} {...button} />;
  // Not in the HTML, where a long text would stand twice: without scripts no button copies.
  const give = (element: HTMLElement | null) => {
    if (element) element.dataset.copy = value;
  };
  return <button ref={give} {...button} />;
}
