"use client";
import { useEffect } from "react";

const KEYS: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1 };

/** Shuts the open panel of a chip at Escape, which leads back to the chip, and at a press beside it. */
export function ShutPanels() {
  useEffect(() => {
    const openPanel = () =>
      document.querySelector<HTMLDetailsElement>("details[data-panel][open]") ?? undefined;
    function onKey({ key }: KeyboardEvent) {
      const panel = key === "Escape" ? openPanel() : undefined;
      if (!panel) return;
      panel.open = false;
      panel.querySelector("summary")?.focus();
    }
    function onPress({ target }: PointerEvent) {
      const panel = openPanel();
      if (panel && target instanceof Node && !panel.contains(target)) panel.open = false;
    }
    document.addEventListener("keydown", onKey);
    document.addEventListener("pointerdown", onPress);
    return () => {
      document.removeEventListener("keydown", onKey);
      document.removeEventListener("pointerdown", onPress);
    };
  }, []);
  return null;
}

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
