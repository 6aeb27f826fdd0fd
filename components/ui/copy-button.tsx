"use client";
import { CommandButton } from "#components/command/command-button.tsx";
import type { CommandId } from "#lib/palette/commands.ts";

/**
 * Copies the value, or with `from` the text of the element of that id, or with `line` the value of its
 * line of facts. One listener serves all buttons of a page (copy-listener.tsx), so that many buttons
 * need little script, and those of lines little HTML.
 */
export function CopyButton({
  label,
  command,
  ...what
}: {
  label: string;
  /** The command that presses it, if any. */
  command?: CommandId | undefined;
} & (
  | {
      line: true;
    }
  | (({ value: string } | { from: string }) & {
      /** Announced after copying. */
      done: string;
    })
)) {
  const button = {
    type: "button",
    "aria-label": label,
    title: label,
    "data-copy": "value" in what ? what.value : undefined,
    "data-copy-from": "from" in what ? what.from : undefined,
    "data-copy-done": "done" in what ? what.done : undefined,
    "data-copy-line": "line" in what ? "" : undefined,
    className: "button-copy",
  } as const;
  return command ? <CommandButton command={command} {...button} /> : <button {...button} />;
}
