"use client";
import type { CommandId } from "#lib/palette/commands.ts";

/** A button with words that copies a text which is not in the page's HTML. */
export function CopyText({
  text,
  label,
  done,
  command,
}: {
  text: string;
  label: string;
  /** Announced after copying. */
  done: string;
  /** The command that presses it. */
  command: CommandId;
}) {
  return (
    <button
      type="button"
      data-needs-scripts=""
      ref={(element) => {
        if (element) Object.assign(element.dataset, { copy: text, copyDone: done });
      }}
      data-command={command}
      className="button-plain"
    >
      <span className="copy-icon" />
      {label}
    </button>
  );
}
