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
  /** Name of the page command that presses it, if any. */
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
