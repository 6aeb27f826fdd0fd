"use client";
import { useEffect } from "react";

/**
 * Replaces the address bar's path, because the link to share is known only after the bank's answer.
 */
export function Permalink({ path }: { path: string }) {
  useEffect(() => {
    window.history.replaceState(null, "", path);
  }, [path]);
  return null;
}
