"use client";
import type { ReactNode } from "react";

/**
 * A titled part of the details that opens and closes, also without scripts. Its content has the id, so
 * that an address with it opens the part. A browser component, so that it goes to the browser as its
 * title and not once more as elements.
 */
export function Fold({
  id,
  title,
  hint,
  open,
  children,
}: {
  id: string;
  title: string;
  /** What is inside, in a word. */
  hint?: string | undefined;
  /** The ids of the parts that stand open. */
  open: readonly string[];
  children: ReactNode;
}) {
  return (
    <section className="fold">
      <details data-fold={id} open={open.includes(id)}>
        <summary>
          <h3>{title}</h3>
          {hint ? <bdi translate="no">{hint}</bdi> : null}
        </summary>
        <div id={id}>{children}</div>
      </details>
    </section>
  );
}
