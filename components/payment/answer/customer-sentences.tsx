"use client";
import { CopyButton } from "#components/ui/copy-button.tsx";

interface Sentence {
  locale: string;
  text: string;
}

/**
 * A sentence, and the same in other languages one click away, each with a copy button. A browser
 * component, so that a sentence goes to the browser as its text and not once more as elements.
 */
export function CustomerSentences({
  first,
  others,
  names,
  words,
}: {
  first: Sentence;
  others: readonly Sentence[];
  /** Names of the languages by code. */
  names: Readonly<Record<string, string>>;
  words: {
    /** What the buttons do; the language follows. */
    copy: string;
    /** Announced after copying. */
    copied: string;
  };
}) {
  const line = ({ locale, text }: Sentence, command?: "copy_customer") => (
    <div className="flex items-start justify-between gap-2">
      <p id={`customer-${locale}`} lang={locale} translate="no" className="text-base text-ink">
        {text}
      </p>
      <CopyButton
        value={text}
        label={`${words.copy} (${names[locale]})`}
        done={words.copied}
        command={command}
      />
    </div>
  );
  return (
    <>
      {line(first, "copy_customer")}
      {others.map((other) => (
        <details key={other.locale} name="customer-text" className="mt-2 border-line border-t pt-2">
          <summary className="text-muted text-sm">{names[other.locale]}</summary>
          <div className="mt-1">{line(other)}</div>
        </details>
      ))}
    </>
  );
}
