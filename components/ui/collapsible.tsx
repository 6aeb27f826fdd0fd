import type { ReactNode } from "react";

/** A collapsible section: a small summary in a row of others, as wide as the page when open. */
export function Collapsible({ title, children }: { title: string; children: ReactNode }) {
  return (
    <details className="max-w-full rounded-lg border border-line bg-surface shadow-card open:basis-full">
      <summary className="min-h-11 content-center px-4 font-medium text-ink text-sm">
        {title}
      </summary>
      <div className="border-line border-t p-4">{children}</div>
    </details>
  );
}
