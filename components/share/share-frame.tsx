import type { ReactNode } from "react";
import { Mark } from "#components/shell/mark.tsx";
import type { Locale } from "#lib/i18n/locale.ts";

/** The frame of a shared page for outsiders, without links into the application. */
export function ShareFrame({
  title,
  language,
  children,
}: {
  title: string;
  /** The page's language, if it is not the visitor's own. */
  language?: Locale;
  children: ReactNode;
}) {
  return (
    <>
      <header className="border-line border-b bg-surface">
        <p className="mx-auto flex max-w-xl items-center gap-2 px-4 py-3 font-semibold text-ink text-lg sm:px-6">
          <Mark />
          <span translate="no">Anyqta</span>
        </p>
      </header>
      <main lang={language} className="mx-auto max-w-xl space-y-4 px-4 py-6 sm:px-6 sm:py-8">
        <h1 className="font-semibold text-ink text-xl">{title}</h1>
        {children}
      </main>
    </>
  );
}
