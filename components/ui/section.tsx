import type { ReactNode } from "react";

/** A titled card of the page. */
export function Section({
  title,
  children,
  wide = false,
}: {
  title: string;
  children: ReactNode;
  wide?: boolean;
}) {
  return (
    <section
      className={`min-w-0 rounded-lg border border-line bg-surface p-4 shadow-card sm:p-5 ${wide ? "lg:col-span-2" : ""}`}
    >
      <h2 className="mb-3 font-semibold text-ink text-sm">{title}</h2>
      {children}
    </section>
  );
}
