/**
 * Copies the bare value, or with `from` the text of the element of that id. One listener serves all
 * buttons of a page (copy-listener.tsx), so that a page full of ids stays light.
 */
export function CopyButton({
  label,
  done,
  command,
  ...what
}: {
  label: string;
  /** What is announced when it is done. */
  done: string;
  /** Its name among the page's commands, where it has one. */
  command?: string | undefined;
} & ({ value: string } | { from: string })) {
  return (
    <button
      type="button"
      aria-label={label}
      title={label}
      data-copy={"value" in what ? what.value : undefined}
      data-copy-from={"from" in what ? what.from : undefined}
      data-copy-done={done}
      data-command={command}
      className="-my-1.5 inline-flex size-8 shrink-0 items-center justify-center rounded-md text-muted hover:bg-sunken hover:text-ink"
    >
      <span className="copy-icon size-4" />
    </button>
  );
}
