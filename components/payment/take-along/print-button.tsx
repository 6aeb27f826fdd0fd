"use client";
import { useCommands } from "#components/command/registry.ts";
import { BUTTON } from "#components/ui/button.ts";

/** Opens the print dialog. */
export function PrintButton({ label }: { label: string }) {
  const print = () => window.print();
  useCommands({ print });
  return (
    <button type="button" onClick={print} className={BUTTON.plain}>
      {label}
    </button>
  );
}
