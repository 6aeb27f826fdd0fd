"use client";
import { BUTTON } from "#components/ui/button.ts";

/** Opens the print dialog. Needs scripts; without them the browser's own menu prints. */
export function PrintPage({ label }: { label: string }) {
  return (
    <button
      type="button"
      data-needs-scripts=""
      onClick={() => window.print()}
      className={BUTTON.plain}
    >
      {label}
    </button>
  );
}
