"use client";
import { useEffect, useState } from "react";

/** The same moment in the reader's time zone, which only the browser knows. */
export function ViewerTime({ instant }: { instant: string }) {
  const [text, setText] = useState<string | null>(null);
  useEffect(() => {
    const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
    const here = new Intl.DateTimeFormat("sv-SE", {
      dateStyle: "short",
      timeStyle: "medium",
    }).format(new Date(instant));
    setText(`${here} (${timeZone})`);
  }, [instant]);
  return (
    <span translate="no" className="font-mono">
      {text ?? "—"}
    </span>
  );
}
