"use client";
import { CopyButton } from "#components/ui/copy-button.tsx";

/** One text form. */
export interface CopyForm {
  /** Id of the text's element on the page. */
  id: string;
  title: string;
  text: string;
}

/** Text forms with a copy button each; they can be opened and read without scripts. */
export function CopyAs({
  forms,
  words,
}: {
  forms: readonly CopyForm[];
  words: {
    /** What the buttons do; the form's title follows. */
    copy: string;
    /** Announced after copying, with {what}. */
    copied: string;
  };
}) {
  return (
    <ul className="divide-y divide-line text-sm">
      {forms.map(({ id, title, text }) => (
        <li key={id} className="flex items-start justify-between gap-2 py-2">
          <details className="min-w-0 flex-1">
            <summary>{title}</summary>
            <pre
              id={id}
              translate="no"
              className="foreign mt-2 max-h-60 overflow-auto rounded-md bg-sunken p-3 text-xs"
            >
              {text}
            </pre>
          </details>
          <CopyButton
            value={text}
            label={`${words.copy}: ${title}`}
            done={words.copied.replace("{what}", title)}
          />
        </li>
      ))}
    </ul>
  );
}
