"use client";
import type { ReactNode } from "react";

/**
 * A titled card of the page. A browser component, so that it goes to the browser as its title and
 * not once more as elements.
 */
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
    <section className="card">
      <div>
        <h2>{title}</h2>
        {action}
      </div>
      {children}
    </section>
  );
}
