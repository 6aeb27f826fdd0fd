import { folded } from "#lib/paste/spelling/folded.ts";

/**
 * Search of payers' names for those who must not see them: from the beginning of a word and with at least
 * four letters, so that nobody finds a hidden name letter by letter.
 */

/** Stands before and after each word of a name in the index. No searched text contains it. */
const MARK = "\u0001";

const FEWEST_LETTERS = 4;
const MOST_WORDS = 4;

/** The words of a name as the index has them, marked. */
export function nameMarks(name: string): string {
  const words = wordsOf(name);
  return words.length > 0 ? `${MARK}${words.join(MARK)}${MARK}\n` : "";
}

/**
 * Texts that the marks of a name must contain, one for each searched word: its beginning, or all of a short
 * word beside a long one. None when the text names nobody or too little of somebody.
 */
export function namePatterns(searched: string): string[] {
  if (!/^[\p{L}\p{M}\s.'\u2019-]+$/u.test(searched)) return [];
  const words = searched.split(/[^\p{L}\p{M}'\u2019]+/u).filter(Boolean);
  const patterns = words.map((word) => {
    const said = folded(word);
    const isLong = Math.min([...word].length, said.length) >= FEWEST_LETTERS;
    return { isLong, text: isLong ? `${MARK}${said}` : `${MARK}${said}${MARK}` };
  });
  if (patterns.length > MOST_WORDS || !patterns.some(({ isLong }) => isLong)) return [];
  return patterns.map(({ text }) => text);
}

function wordsOf(name: string): string[] {
  const words = name.split(/[^\p{L}\p{M}'\u2019]+/u).map(folded);
  return words.filter((word) => word !== "").slice(0, MOST_NAMES);
}
/** Words of a name that are indexed; cards have two or three. */
const MOST_NAMES = 10;
