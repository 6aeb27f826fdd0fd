"use client";
import { BUTTON } from "#components/ui/button.ts";

export function PrintButton({ label }: { label: string }) {
  return (
    <button
      type="button"
      data-command="print"
      onClick={() => window.print()}
      className={BUTTON.plain}
    >
      {label}
    </button>
  );
}
