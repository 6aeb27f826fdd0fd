import { comparable } from "../plain-text.ts";

/**
 * Letters of Russian and Kazakh as Latin ones. The Kazakh letters become their Russian neighbours,
 * because people type either, and the signs vanish.
 */
const LATIN: Readonly<Record<string, string>> = {
  ...{ а: "a", ә: "a", б: "b", в: "v", г: "g", ғ: "g", д: "d", е: "e", ж: "zh", з: "z", и: "i" },
  ...{ і: "i", к: "k", қ: "k", л: "l", м: "m", н: "n", ң: "n", о: "o", ө: "o", п: "p", р: "r" },
  ...{ с: "s", т: "t", у: "u", ұ: "u", ү: "u", ф: "f", х: "h", һ: "h", ц: "ts", ч: "ch", ш: "sh" },
  ...{ щ: "sh", ъ: "", ы: "i", ь: "", э: "e", ю: "iu", я: "ia", ı: "i" },
};

/** Spellings of the same sound in Latin names, as passports and cards have them. */
const SAME_SOUND: readonly (readonly [RegExp, string])[] = [
  [/['’ʼʹ`]/g, ""],
  [/shch/g, "sh"],
  [/kh/g, "h"],
  [/c(?!h)/g, "k"],
  [/q/g, "k"],
  [/w/g, "v"],
  [/x/g, "ks"],
  [/j/g, "zh"],
  [/y/g, "i"],
  // "Yerlan" is Ерлан.
  [/(?<![\p{L}\p{N}])ie/gu, "e"],
  [/([a-z])\1+/g, "$1"],
];

/**
 * A text by which words are compared whatever the alphabet: "Айгүл", "Айгуль" and "AIGUL" are equal,
 * and so are ё and е. The index and the search fold alike; it is not for display.
 */
export function folded(text: string): string {
  const plain = comparable(text)
    .normalize("NFKD")
    .replace(/\p{M}+/gu, "");
  const latin = plain.replace(/[\u0400-\u04ffı]/g, (letter) => LATIN[letter] ?? letter);
  return SAME_SOUND.reduce((sound, [spelling, one]) => sound.replace(spelling, one), latin);
}
