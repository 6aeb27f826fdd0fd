/**
 * Text of the bank or the payer, isolated so that its direction marks cannot reorder its
 * surroundings, and kept from translators.
 */
export function Foreign({ children, isCode = false }: { children: string; isCode?: boolean }) {
  return (
    <bdi translate="no" className={isCode ? "foreign font-mono" : "foreign"}>
      {visible(children)}
    </bdi>
  );
}

/** A dash with hidden words for screen readers. */
export function Missing({ text }: { text: string }) {
  return (
    <span className="text-muted">
      <span aria-hidden="true">—</span>
      <span className="sr-only">{text}</span>
    </span>
  );
}

/** Replaces control and direction characters by a visible mark (UAX #9, 2.1-2.4). */
export function visible(text: string): string {
  return text.replace(/[^\P{Cc}\t\n]|[\p{Bidi_Control}\ufeff]/gu, "\u25af");
}
