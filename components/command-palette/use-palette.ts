import { useEffect, useState } from "react";
import { ApiError } from "#lib/api/client.ts";
import { fetchPalette } from "#lib/palette/api.ts";
import type { Palette } from "#lib/palette/palette.ts";

/** The list, why there is none, or null while it is on its way. */
export type PaletteState = Palette | "failed" | "signedOut" | null;

/** Asks for the list when the component appears, and never again. */
export function usePalette(): PaletteState {
  const [palette, setPalette] = useState<PaletteState>(null);
  useEffect(() => {
    const stop = new AbortController();
    fetchPalette(stop.signal).then(setPalette, (error: unknown) => {
      if (stop.signal.aborted) return;
      const isSignedOut = error instanceof ApiError && error.code === "signed_out";
      setPalette(isSignedOut ? "signedOut" : "failed");
    });
    return () => stop.abort();
  }, []);
  return palette;
}
