"use client";
import { BUTTON } from "#components/ui/button.ts";

/**
 * The evidence sheet in each language. A browser component, so that its links go to the browser as one
 * address and not as elements.
 */
export function SheetLinks({
  href,
  title,
  languages,
}: {
  /** The sheet's address, to which the language is added. */
  href: string;
  /** What the links lead to; the language follows. */
  title: string;
  /** Names by code. */
  languages: Readonly<Record<string, string>>;
}) {
  return (
    <ul className="mt-2 flex flex-wrap gap-2">
      {Object.entries(languages).map(([language, name]) => (
        <li key={language}>
          <a
            href={`${href}&language=${language}`}
            hrefLang={language}
            download
            className={BUTTON.plain}
          >
            <span className="sr-only">{`${title}: `}</span>
            <span lang={language}>{name}</span>
          </a>
        </li>
      ))}
    </ul>
  );
}
