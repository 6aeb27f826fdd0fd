import type { ReactNode } from "react";

export interface Fact {
  label: string;
  /** Null or empty is shown as a dash, with hidden words for screen readers. */
  value: ReactNode;
  /** What the label means, behind a "?". */
  help?: ReactNode;
  /** A control at the end of the line, e.g. a copy button. */
  action?: ReactNode;
}

/** Facts as a description list: label and value on one line, or on two on narrow screens. */
export function Facts({ facts, missing }: { facts: readonly Fact[]; missing: string }) {
  return (
    <dl className="divide-y divide-line text-sm">
      {facts.map(({ label, value, help, action }) => (
        <div key={label} className="grid grid-cols-[2fr_3fr] gap-x-4 py-2 sm:grid-cols-[10rem_1fr]">
          <dt className="min-w-0 text-muted">
            <Foreign>{label}</Foreign>
            {help}
          </dt>
          <dd className="flex min-w-0 items-center justify-between gap-2 text-ink">
            <span className="min-w-0 overflow-hidden break-words">
              {value === null || value === "" ? <Missing text={missing} /> : value}
            </span>
            {value === null || value === "" ? null : action}
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** A dash with hidden words for screen readers. */
export function Missing({ text }: { text: string }) {
  return (
    <span className="text-muted">
      <span aria-hidden="true">—</span>
      <span className="sr-only">{text}</span>
    </span>
  );
}

/**
 * Text of the bank or the payer, isolated so that its direction marks cannot reorder its
 * surroundings.
 */
export function Foreign({ children }: { children: string }) {
  return <bdi className="whitespace-pre-wrap [overflow-wrap:anywhere]">{visible(children)}</bdi>;
}

/** Replaces control and direction characters by a visible mark (UAX #9, 2.1-2.4). */
function visible(text: string): string {
  return text.replace(/[^\P{Cc}\t\n]|[\p{Bidi_Control}\ufeff]/gu, "\u25af");
}
