"use client";
import { useEffect } from "react";

/** Puts the payment's full link into the address bar, as it is only known once the bank has answered. */
export function Permalink({ path }: { path: string }) {
  useEffect(() => {
    window.history.replaceState(null, "", path);
  }, [path]);
  return null;
}
