/** Characters that start a formula in some spreadsheet, in all widths: = + - @ and the minus sign. */
const STARTER = String.raw`[=+\-@\u2212\uFE62\uFE63\uFE66\uFE6B\uFF0B\uFF0D\uFF1D\uFF20]`;
/** Characters that a program may skip before a formula: white space, controls, invisible ones, quotes. */
const IGNORED = String.raw`[\s\p{C}\p{Z}\p{DI}"'\u0060\u00B4\u2018-\u201F\u2039\u203A\u00AB\u00BB\uFF02\uFF07]`;

const STARTS_FORMULA = new RegExp(`^${IGNORED}*${STARTER}|^[\\t\\r\\0]`, "u");
/** Matches the whole run after a separator, with or without a starter, to run in linear time. */
const AFTER_SEPARATOR = new RegExp(`[,;\\t\\r\\n]${IGNORED}*(${STARTER})?`, "gu");

/**
 * Prefixes an apostrophe where a spreadsheet would read a formula from a file or the clipboard
 * (OWASP, CSV injection). The apostrophe is visible, because it changes the value. Also guards
 * after separators within the text: a program that expects another separator (Excel uses that of
 * the system's language) splits the cell there, also within quotes.
 */
export function withoutFormula(text: string): string {
  const guarded = text.replace(AFTER_SEPARATOR, (run, starter: string | undefined) =>
    starter === undefined ? run : `${run.slice(0, -starter.length)}'${starter}`,
  );
  return STARTS_FORMULA.test(text) ? `'${guarded}` : guarded;
}
