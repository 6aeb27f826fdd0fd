"use client";
import { useEffect, useRef } from "react";
import type { CommandId } from "#lib/palette/commands.ts";

/**
 * What the page can run just now: keys, buttons and the palette run commands by their id only. A part of
 * the page offers a command by `useCommands()`, or without any script by a button or link that is marked
 * `data-command="id"`.
 */

type Commands = Partial<Record<CommandId, () => void>>;

const offers = new Set<{ current: Commands }>();
const listeners = new Set<() => void>();

/**
 * Offers commands while the component is on the page: always the same ones, run as its latest render
 * has them. Of two offers of a command the newer one counts.
 */
export function useCommands(commands: Commands): void {
  const latest = useRef(commands);
  useEffect(() => {
    latest.current = commands;
  });
  useEffect(() => {
    offers.add(latest);
    tellListeners();
    return () => {
      offers.delete(latest);
      tellListeners();
    };
  }, []);
}

/** Runs a command; false where nothing on the page offers it. */
export function runCommand(id: CommandId): boolean {
  const run = [...offers].map(({ current }) => current[id]).findLast(Boolean);
  if (run) {
    run();
    return true;
  }
  const marked = [...document.querySelectorAll<HTMLElement>(`[data-command=${id}]`)];
  // Of several the one that is seen: a text may stand there in three languages.
  const pressed = marked.find((one) => one.checkVisibility()) ?? marked[0];
  pressed?.click();
  return pressed !== undefined;
}

/** The ids of the commands on offer, with blanks between them: a text, as texts are compared by value. */
export function offeredCommands(): string {
  const marked = document.querySelectorAll<HTMLElement>("[data-command]");
  return [
    ...[...offers].flatMap(({ current }) => Object.keys(current)),
    ...[...marked].map(({ dataset }) => dataset.command),
  ].join(" ");
}

/** Calls when commands come and go; gives what ends it. */
export function onOffersChange(listener: () => void): () => void {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
}

function tellListeners(): void {
  for (const tell of listeners) tell();
}
