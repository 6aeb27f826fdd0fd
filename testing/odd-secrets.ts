/** Secrets that files of settings have been read wrongly with, by the line that stands for each in `.env`. */
export const ODD_SECRETS: readonly { secret: string; line: string }[] = [
  { secret: "aB1cD##eF$GhJ", line: "aB1cD##eF$GhJ" },
  { secret: "aB1cD##eF$GhJ", line: '"aB1cD##eF$GhJ"' },
  { secret: "aB1cD##eF$GhJ", line: "'aB1cD##eF$GhJ'" },
  { secret: "plain$HOME", line: "plain$HOME" },
  { secret: "$HOME:$$\\$x:-y", line: "'$HOME:$$\\$x:-y'" },
  { secret: "with blanks  and # inside", line: '"with blanks  and # inside"  # and a comment' },
  { secret: "a=b==&c", line: "a=b==&c" },
  { secret: "back\\slash\\n\\t\\", line: '"back\\slash\\n\\t\\"' },
  { secret: "o'ne\"two", line: "`o'ne\"two`" },
  { secret: "it's", line: "it's" },
  { secret: "'quotes that stay'", line: "\"'quotes that stay'\"" },
  { secret: "`tick`'s\"", line: "'`tick`'s\"'" },
  { secret: "сырға-тіл$1", line: "сырға-тіл$1" },
];
