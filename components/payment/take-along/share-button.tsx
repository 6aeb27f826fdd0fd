"use client";
import { useState } from "react";
import { BUTTON } from "#components/ui/button.ts";

/** Opens the device's share sheet (Web Share API); without one it copies the link. */
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
    // The clipboard is undefined on pages without https.
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

/** Also true if the person closed the share sheet, so that the link is not copied then. */
async function isShared(url: string): Promise<boolean> {
  if (!navigator.share) return false;
  return navigator.share({ url }).then(
    () => true,
    (fault: unknown) => fault instanceof Error && fault.name === "AbortError",
  );
}
