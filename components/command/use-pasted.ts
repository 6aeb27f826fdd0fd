"use client";
import { useEffect, useEffectEvent } from "react";
import { isBusy } from "./is-busy.ts";

/** Calls back with a text that is pasted on the page, but in no field and in no open window. */
export function usePasted(take: (text: string) => void): void {
  const onPaste = useEffectEvent((event: ClipboardEvent) => {
    const text = event.clipboardData?.getData("text") ?? "";
    if (event.defaultPrevented || text.trim() === "" || isBusy(event.target)) return;
    event.preventDefault();
    take(text);
  });
  useEffect(() => {
    const listen = (event: ClipboardEvent) => onPaste(event);
    document.addEventListener("paste", listen);
    return () => document.removeEventListener("paste", listen);
  }, []);
}
