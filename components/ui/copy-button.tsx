import { CommandButton } from "#components/command/command-button.tsx";
import type { CommandId } from "#lib/palette/commands.ts";

/**
 * Copies the value, or with `from` the text of the element of that id. One listener serves all
 * buttons of a page (copy-listener.tsx), so that many buttons need little script.
 */
export function CopyButton({
  label,
  done,
  command,
  ...what
}: {
  label: string;
  /** Announced after copying. */
  done: string;
  /** The command that presses it, if any. */
  command?: CommandId | undefined;
} & ({ value: string } | { from: string })) {
  const button = {
    type: "button",
    "aria-label": label,
    title: label,
    "data-copy": "value" in what ? what.value : undefined,
    "data-copy-from": "from" in what ? what.from : undefined,
    "data-copy-done": done,
    className: "button-copy",
  } as const;
  return command ? <CommandButton command={command} {...button} /> : <button {...button} />;
}
