"use client";
import type { RefObject } from "react";
import { useCommands } from "#components/command/registry.ts";
import { Help } from "./help.tsx";
import { NoList, type WindowName, type WindowWords } from "./parts.tsx";
import { POSTED_COMMANDS } from "./posted-commands.ts";
import { Search } from "./search.tsx";
import { usePalette } from "./use-palette.ts";

interface ContentsProps {
  shown: WindowName;
  words: WindowWords;
  dialog: RefObject<HTMLDialogElement | null>;
  hasSingleKeys: boolean;
  onSingleKeys: (has: boolean) => void;
  onClose: () => void;
}

/** What fills the dialog: asked for anew each time it is opened, since the look-ups move on. */
export function Contents({ shown, words, dialog, onClose, ...singleKeys }: ContentsProps) {
  const palette = usePalette();
  useCommands(POSTED_COMMANDS);
  if (shown === "palette") {
    return <Search palette={palette} words={words} dialog={dialog} onClose={onClose} />;
  }
  if (palette === null) return <div className="h-96" />;
  if (typeof palette === "string") return <NoList because={palette} words={words} />;
  return <Help words={palette.help} {...singleKeys} />;
}
