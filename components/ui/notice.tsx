import type { ReactNode } from "react";
import type { Tone } from "#lib/payment/status/badge.ts";
import { TONE } from "./tone.ts";

/** A banner with tone, title and text. */
export function Notice({
  tone,
  title,
  children,
  alert = false,
}: {
  tone: Tone;
  title?: string;
  children: ReactNode;
  /** For failures only: announced at once. */
  alert?: boolean;
}) {
  return (
    <div
      data-tone={tone}
      role={alert ? "alert" : undefined}
      className={`rounded-md border-l-4 px-4 py-3 text-sm ${TONE[tone]}`}
    >
      {title ? <p className="mb-1 font-semibold">{title}</p> : null}
      <div className="space-y-2">{children}</div>
    </div>
  );
}
