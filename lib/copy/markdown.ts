/** Escapes Markdown's special characters and what it would make links of. */
export function markdownText(text: string): string {
  return text
    .replace(/[\\`*_~[\]<>|#!&@]/g, "\\$&")
    .replace(/:(?=\/\/)/g, "\\:")
    .replace(/(www)\./gi, "$1\\.");
}

/** Inside a code span only its own delimiter and the table's edge are special. */
export function markdownCode(text: string): string {
  return `\`${text.replaceAll("`", "'").replaceAll("|", "\\|")}\``;
}
