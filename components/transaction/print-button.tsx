"use client";
import { BUTTON } from "#components/ui/button.ts";

export function PrintButton({ label }: { label: string }) {
  return (
    <button type="button" onClick={() => window.print()} className={BUTTON.plain}>
      {label}
    </button>
  );
}
