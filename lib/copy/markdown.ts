/** Escapes Markdown's special characters and everything that it would turn into a link. */
export function markdownText(text: string): string {
  return text
    .replace(/[\\`*_~[\]<>|#!&@]/g, "\\$&")
    .replace(/:(?=\/\/)/g, "\\:")
    .replace(/(www)\./gi, "$1\\.");
}

/** A code span. Inside it only backticks and the bars of a table are special. */
export function markdownCode(text: string): string {
  return `\`${text.replaceAll("`", "'").replaceAll("|", "\\|")}\``;
}
