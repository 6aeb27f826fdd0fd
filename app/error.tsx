"use client";
import { OwnTitle } from "#components/interruption/own-title.tsx";
import { Mark } from "#components/shell/mark.tsx";
import { BUTTON, FIND_INPUT, INPUT } from "#components/ui/button.ts";
import { pageErrorWords } from "#lib/i18n/page-error.ts";

/**
 * Shown when a page fails, in the page's language. It stands in the browser alone; the reference of
 * the request finds the cause in the log.
 */
export default function PageError() {
  const isInBrowser = typeof document !== "undefined";
  const root = isInBrowser ? document.documentElement : null;
  const words = pageErrorWords(root?.lang ?? "");
  return (
    <>
      <OwnTitle title={`${words.title} · Anyqta`} />
      <header className="border-line border-b bg-surface">
        <a
          href="/"
          className="mx-auto flex max-w-6xl items-center gap-2 px-4 py-3 font-semibold text-ink text-lg sm:px-6"
        >
          <Mark />
          Anyqta
        </a>
      </header>
      <main className="mx-auto max-w-xl space-y-4 px-4 py-8 sm:px-6">
        <h1 className="font-semibold text-ink text-xl">{words.title}</h1>
        <p className="text-muted">
          {words.text}{" "}
          <span translate="no" className="font-mono text-ink">
            {root?.dataset.reference}
          </span>
        </p>
        <p className="flex flex-wrap gap-3">
          <a
            href={isInBrowser ? window.location.pathname + window.location.search : "/"}
            className={BUTTON.primary}
          >
            {words.again}
          </a>
          <a href="/" className={BUTTON.plain}>
            {words.home}
          </a>
        </p>
        <form action="/api/find" method="post" className="space-y-1.5">
          <label htmlFor="find" className="block font-medium text-ink text-sm">
            {words.looking_for}
          </label>
          <span className="flex flex-wrap gap-2">
            <input id="find" {...FIND_INPUT} className={`${INPUT} min-w-0 flex-1 basis-56`} />
            <button type="submit" className={`${BUTTON.plain} grow sm:grow-0`}>
              {words.check}
            </button>
          </span>
        </form>
      </main>
    </>
  );
}
