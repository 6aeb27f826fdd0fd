/** What starts a formula in some spreadsheet, in all widths: = + - @ and the minus sign. */
const STARTER = String.raw`[=+\-@\u2212\uFE62\uFE63\uFE66\uFE6B\uFF0B\uFF0D\uFF1D\uFF20]`;
/** What a program or a person may drop before a formula: blanks, controls, the invisible, quotes. */
const IGNORED = String.raw`[\s\p{C}\p{Z}\p{DI}"'\u0060\u00B4\u2018-\u201F\u2039\u203A\u00AB\u00BB\uFF02\uFF07]`;

const STARTS_FORMULA = new RegExp(`^${IGNORED}*${STARTER}|^[\\t\\r\\0]`, "u");
/** The run behind a separator is taken whole, with or without a starter, which keeps it linear. */
const BEHIND_SEPARATOR = new RegExp(`[,;\\t\\r\\n]${IGNORED}*(${STARTER})?`, "gu");

/**
 * Text that no spreadsheet takes for a formula when it reads it from a CSV (OWASP, CSV injection).
 * The guard is an apostrophe, visible because it changes the value.
 *
 * It also stands behind separators within the text: a program that expects the other separator
 * (Excel takes it from the system's language) cuts the cell there, quoted or not.
 */
export function withoutFormula(text: string): string {
  const guarded = text.replace(BEHIND_SEPARATOR, (run, starter: string | undefined) =>
    starter === undefined ? run : `${run.slice(0, -starter.length)}'${starter}`,
  );
  return STARTS_FORMULA.test(text) ? `'${guarded}` : guarded;
}
