/** Escapes Markdown's special characters and texts that it would turn into links. */
export function markdownText(text: string): string {
  return text
    .replace(/[\\`*_~[\]<>|#!&@]/g, "\\$&")
    .replace(/:(?=\/\/)/g, "\\:")
    .replace(/(www)\./gi, "$1\\.");
}

/** Makes a code span, in which only backticks and the bars of a table are special. */
export function markdownCode(text: string): string {
  return `\`${text.replaceAll("`", "'").replaceAll("|", "\\|")}\``;
}
