import type { Palette, PaletteItem } from "#lib/palette/palette.ts";

type Group = Palette["groups"][number];

/** The groups with what fits the text: each of its words must stand somewhere in an item's words. */
export function matching(
  groups: readonly Group[],
  text: string,
  isOffered: (item: PaletteItem) => boolean,
): Group[] {
  const words = fold(text).split(/\s+/).filter(Boolean);
  return groups
    .map((group) => ({
      ...group,
      items: group.items.filter((item) => {
        const search = fold(`${group.title} ${item.label} ${item.search}`);
        return isOffered(item) && words.every((word) => search.includes(word));
      }),
    }))
    .filter(({ items }) => items.length > 0);
}

/** Letter case aside, and ё is mostly written as е. */
function fold(text: string): string {
  return text.normalize("NFC").toLowerCase().replaceAll("ё", "е");
}
