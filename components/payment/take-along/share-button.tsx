"use client";
import { useState } from "react";
import { BUTTON } from "#components/ui/button.ts";

/** Opens the device's share sheet (Web Share API); copies the link where there is none. */
export function ShareButton({
  url,
  label,
  done,
  failed,
}: {
  url: string;
  label: string;
  /** Announced when the link was copied. */
  done: string;
  /** Announced when the link could be neither shared nor copied. */
  failed: string;
}) {
  const [said, setSaid] = useState("");
  async function share() {
    setSaid("");
    if (await isShared(url)) return;
    // Pages without https have no clipboard.
    const copied = await navigator.clipboard?.writeText(url).then(
      () => true,
      () => false,
    );
    setSaid(copied ? done : failed);
  }
  return (
    <>
      <button type="button" onClick={share} className={BUTTON.plain}>
        {label}
      </button>
      <span role="status" className="self-center text-muted text-sm empty:hidden">
        {said}
      </span>
    </>
  );
}

/** Also true when the person closed the sheet: the link is not copied then. */
async function isShared(url: string): Promise<boolean> {
  if (!navigator.share) return false;
  return navigator.share({ url }).then(
    () => true,
    (fault: unknown) => fault instanceof Error && fault.name === "AbortError",
  );
}
