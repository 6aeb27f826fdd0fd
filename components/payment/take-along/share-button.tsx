"use client";
import { useState } from "react";
import { BUTTON } from "#components/ui/button.ts";

/** Opens the device's own share sheet; where there is none, copies the link. */
export function ShareButton({
  url,
  label,
  done,
  failed,
}: {
  url: string;
  label: string;
  /** Said when the link was copied. */
  done: string;
  /** Said when it could be neither shared nor copied. */
  failed: string;
}) {
  const [said, setSaid] = useState("");
  async function share() {
    setSaid("");
    if (await isShared(url)) return;
    // Without https there is no clipboard at all.
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

/** Also when the person closed the sheet: then nothing else is wanted. */
async function isShared(url: string): Promise<boolean> {
  if (!navigator.share) return false;
  return navigator.share({ url }).then(
    () => true,
    (fault: unknown) => fault instanceof Error && fault.name === "AbortError",
  );
}
