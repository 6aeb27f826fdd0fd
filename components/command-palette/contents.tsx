"use client";
import type { RefObject } from "react";
import { useCommands } from "#components/command/registry.ts";
import { Help } from "./help.tsx";
import type { WindowName, WindowParts } from "./parts.ts";
import { POSTED_COMMANDS } from "./posted-commands.ts";
import { Search } from "./search.tsx";
import { usePalette } from "./use-palette.ts";

interface ContentsProps {
  shown: WindowName;
  parts: WindowParts;
  dialog: RefObject<HTMLDialogElement | null>;
  hasSingleKeys: boolean;
  onSingleKeys: (has: boolean) => void;
  onClose: () => void;
}

/** What fills the dialog: asked for anew each time it is opened, since the look-ups move on. */
export function Contents({ shown, parts, dialog, onClose, ...singleKeys }: ContentsProps) {
  const palette = usePalette();
  useCommands(POSTED_COMMANDS);
  if (shown === "palette") {
    return <Search palette={palette} parts={parts} dialog={dialog} onClose={onClose} />;
  }
  if (palette === null) return <div className="h-96" />;
  if (typeof palette === "string") return parts[palette];
  return <Help words={palette.help} {...singleKeys} />;
}
