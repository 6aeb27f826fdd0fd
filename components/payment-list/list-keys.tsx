"use client";
import { useEffect } from "react";

const KEYS: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1 };

/**
 * Arrow keys move the focus between the list's links; without a focused link, to the first or last.
 */
export function ListKeys() {
  useEffect(() => {
    function move(event: KeyboardEvent) {
      const step = KEYS[event.key];
      const isElsewhere =
        event.target instanceof Element &&
        event.target.closest("input, select, textarea, dialog, summary, [role=dialog]");
      if (!step || event.ctrlKey || event.metaKey || event.altKey || isElsewhere) return;
      const links = [...document.querySelectorAll<HTMLElement>("[data-list-link]")];
      const here = links.findIndex((link) => link.matches(":focus"));
      const next = links[here === -1 ? (step === 1 ? 0 : -1) : here + step];
      if (!next) return;
      event.preventDefault();
      next.focus();
    }
    document.addEventListener("keydown", move);
    return () => document.removeEventListener("keydown", move);
  }, []);
  return null;
}
