import type { PaletteItem } from "#lib/palette/palette.ts";
import { folded } from "#lib/paste/spelling/folded.ts";
import { otherLayout } from "#lib/paste/spelling/keyboard-layout.ts";

/**
 * The items that a text finds. Each of its words stands somewhere in the item's words, whatever the
 * alphabet; where nothing is found so, the words may have been typed under the other keyboard layout, and
 * then a letter or two may be wrong.
 */
export function found<Item extends Pick<PaletteItem, "search">>(
  items: readonly Item[],
  text: string,
): ReadonlySet<Item> {
  const tries = [text, otherLayout(text)].map(wordsOf);
  for (const isIn of [contains, resembles]) {
    for (const typed of tries) {
      const hits = items.filter(({ search }) => {
        const words = wordsOf(search);
        return typed.every((one) => words.some((word) => isIn(word, one)));
      });
      if (hits.length > 0) return new Set(hits);
    }
  }
  return new Set();
}

function wordsOf(text: string): string[] {
  return text.split(/\s+/).map(folded).filter(Boolean);
}

function contains(word: string, typed: string): boolean {
  return word.includes(typed);
}

/** Letters from which on a word may have one wrong letter, and two. */
const ONE_WRONG = 4;
const TWO_WRONG = 8;

/** Whether the word begins like the typed one, but for a letter or two; numbers are never guessed. */
function resembles(word: string, typed: string): boolean {
  if (typed.length < ONE_WRONG || /\d/.test(typed)) return false;
  return distanceToBeginning(word, typed) <= (typed.length < TWO_WRONG ? 1 : 2);
}

/** The fewest letters to change, add or leave out until the typed word is a beginning of the word. */
function distanceToBeginning(word: string, typed: string): number {
  let row = Array.from({ length: word.length + 1 }, (_, at) => at);
  for (const [at, letter] of [...typed].entries()) {
    const next = [at + 1];
    for (let to = 1; to <= word.length; to++) {
      const changed = (row[to - 1] ?? 0) + (word[to - 1] === letter ? 0 : 1);
      next.push(Math.min(changed, (row[to] ?? 0) + 1, (next[to - 1] ?? 0) + 1));
    }
    row = next;
  }
  return Math.min(...row);
}
