/** Escapes text for an element or a double-quoted attribute of HTML and XML (XML 1.0, 2.4). */
export function escapeMarkup(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}
