"use client";
import { useEffect } from "react";
import type { CommandId } from "#lib/palette/commands.ts";

/** What the page can run just now: keys, buttons and the palette run commands by their id only. */

type Commands = Partial<Record<CommandId, () => void>>;

const offers = new Set<Commands>();

/** Offers commands while the component is on the page; of two offers the newer one counts. */
export function useCommands(commands: Commands): void {
  // After each render, so that what is run always knows the latest state.
  useEffect(() => {
    offers.add(commands);
    return () => {
      offers.delete(commands);
    };
  });
}

/** Runs a command; false where nothing on the page offers it. */
export function runCommand(id: CommandId): boolean {
  const run = find(id);
  run?.();
  return run !== undefined;
}

/** Does something on the page offer the command? */
export function isOffered(id: CommandId): boolean {
  return find(id) !== undefined;
}

function find(id: CommandId): (() => void) | undefined {
  return [...offers].map((commands) => commands[id]).findLast(Boolean);
}
