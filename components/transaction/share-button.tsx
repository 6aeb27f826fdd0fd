"use client";
import { useState } from "react";
import { BUTTON } from "#components/ui/button.ts";

/** Opens the device's own share sheet; where there is none, copies the link. */
export function ShareButton({ url, label, done }: { url: string; label: string; done: string }) {
  const [shared, setShared] = useState(false);
  async function share() {
    if (navigator.share) await navigator.share({ url }).catch(() => {});
    else {
      await navigator.clipboard.writeText(url);
      setShared(true);
    }
  }
  return (
    <>
      <button type="button" onClick={share} className={BUTTON.plain}>
        {label}
      </button>
      <span role="status" className="self-center text-muted text-sm">
        {shared ? done : ""}
      </span>
    </>
  );
}
