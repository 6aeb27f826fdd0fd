import type { ReactNode } from "react";

/** A titled card of the page. */
export function Section({
  title,
  action,
  children,
}: {
  title: string;
  /** A control in the title's line. */
  action?: ReactNode;
  children: ReactNode;
}) {
  return (
    <section className="min-w-0 rounded-lg border border-line bg-surface p-4 shadow-card sm:p-5">
      <div className="mb-3 flex items-baseline justify-between gap-3">
        <h2 className="font-semibold text-ink text-sm">{title}</h2>
        {action}
      </div>
      {children}
    </section>
  );
}
