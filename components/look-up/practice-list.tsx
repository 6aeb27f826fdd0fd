"use client";
import { useState } from "react";
import { INPUT } from "#components/ui/button.ts";

/**
 * All practice numbers with their scenarios, by group. A browser component, so that a number goes to the
 * browser as its few words and not once more as elements.
 */
export function PracticeList({
  groups,
  words,
}: {
  groups: readonly {
    title: string;
    numbers: readonly { invoice: string; href: string; title: string }[];
  }[];
  words: { all: string; filter: string; none: string };
}) {
  const [text, setText] = useState("");
  const wanted = text.trim().toLowerCase();
  const shown = groups
    .map(({ title, numbers }) => ({
      title,
      numbers: numbers.filter((one) =>
        `${title} ${one.invoice} ${one.title}`.toLowerCase().includes(wanted),
      ),
    }))
    .filter(({ numbers }) => numbers.length > 0);
  return (
    <details>
      <summary className="min-h-11 content-center text-ink text-sm">{words.all}</summary>
      <input
        type="search"
        value={text}
        onChange={({ currentTarget }) => setText(currentTarget.value)}
        aria-label={words.filter}
        placeholder={words.filter}
        data-needs-scripts=""
        className={`${INPUT} mt-2 w-full max-w-md`}
      />
      {shown.length === 0 ? <p className="mt-4 text-muted text-sm">{words.none}</p> : null}
      <div className="mt-4 grid gap-x-8 gap-y-6 sm:grid-cols-2">
        {shown.map((group) => (
          <section key={group.title}>
            <h3 className="mb-1 font-medium text-muted text-xs">{group.title}</h3>
            <ul>
              {group.numbers.map(({ invoice, href, title: what }) => (
                <li key={invoice}>
                  <a href={href} className="numbered-link">
                    <span translate="no">{invoice}</span>
                    <span>{what}</span>
                  </a>
                </li>
              ))}
            </ul>
          </section>
        ))}
      </div>
    </details>
  );
}
