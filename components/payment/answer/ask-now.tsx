"use client";
import { useCommands } from "#components/command/registry.ts";
import { BUTTON } from "#components/ui/button.ts";

/** Loads the page anew, which asks the bank. */
export function AskNow({ label }: { label: string }) {
  useCommands({ check_again: () => window.location.assign("?") });
  return (
    <a href="?" className={BUTTON.plain}>
      {label}
    </a>
  );
}
