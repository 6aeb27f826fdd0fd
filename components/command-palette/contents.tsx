"use client";
import { useEffect, useState } from "react";
import { fetchPalette } from "#lib/palette/api.ts";
import type { Palette } from "#lib/palette/palette.ts";
import { Help } from "./help.tsx";
import { PaletteList } from "./palette-list.tsx";

/** What fills the dialog: asked for anew each time it is opened, since the look-ups move on. */
export function Contents({
  shown,
  failed,
  hasSingleKeys,
  onSingleKeys,
  onClose,
  onHelp,
}: {
  shown: "palette" | "help";
  /** Said when our server gave no list. */
  failed: string;
  hasSingleKeys: boolean;
  onSingleKeys: (has: boolean) => void;
  onClose: () => void;
  onHelp: () => void;
}) {
  const palette = usePalette();
  if (palette === null) return <div className="h-96" />;
  if (palette === "failed") {
    return (
      <p role="alert" className="p-4 text-sm">
        {failed}
      </p>
    );
  }
  return shown === "help" ? (
    <Help words={palette.help} hasSingleKeys={hasSingleKeys} onSingleKeys={onSingleKeys} />
  ) : (
    <PaletteList palette={palette} onClose={onClose} onHelp={onHelp} />
  );
}

function usePalette(): Palette | "failed" | null {
  const [palette, setPalette] = useState<Palette | "failed" | null>(null);
  useEffect(() => {
    const stop = new AbortController();
    fetchPalette(stop.signal).then(setPalette, () => {
      if (!stop.signal.aborted) setPalette("failed");
    });
    return () => stop.abort();
  }, []);
  return palette;
}
