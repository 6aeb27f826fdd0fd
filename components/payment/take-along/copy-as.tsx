import { CopyButton } from "#components/ui/copy-button.tsx";

/** One text form with a copy button; it can be opened and read without scripts. */
export function CopyAs({
  id,
  title,
  text,
  label,
  done,
}: {
  /** Id of the text's element on the page. */
  id: string;
  title: string;
  text: string;
  /** Accessible name of the button. */
  label: string;
  /** Announced after copying. */
  done: string;
}) {
  return (
    <li className="flex items-start justify-between gap-2 py-2">
      <details className="min-w-0 flex-1">
        <summary>{title}</summary>
        <pre
          id={id}
          className="mt-2 max-h-60 overflow-auto whitespace-pre-wrap rounded-md bg-sunken p-3 text-xs [overflow-wrap:anywhere]"
        >
          {text}
        </pre>
      </details>
      <CopyButton from={id} label={label} done={done} />
    </li>
  );
}
