import type { PaletteItem } from "#lib/palette/palette.ts";

/** Does each word of the text stand somewhere in the item's words? */
export function matches({ search }: Pick<PaletteItem, "search">, text: string): boolean {
  const folded = fold(search);
  return fold(text)
    .split(/\s+/)
    .every((word) => folded.includes(word));
}

/** Letter case aside, and ё is mostly written as е. */
function fold(text: string): string {
  return text.normalize("NFC").toLowerCase().replaceAll("ё", "е");
}
