import type { Cleared } from "./card-number.ts";

/** A key of JSON, of JSON within JSON or of a query string, up to its value. */
const KEY = /(?<![\w-])([\w-]+)(?:\\*["']|\])?\s*([:=])\s*/g;
const QUOTE_OR_BRACKET = /\\*["']|[{}[\]]/g;
const BARE_VALUE = /[^\s,;&}\]"'\\]*/y;
const SECRET_WORDS = new Set(["pin", "pincode", "pinblock", "track", "trackdata"]);

/**
 * Removes from the merchant's free text the values of keys that look like a card verification code,
 * PIN or magnetic track (PCI DSS 4.0.1, requirement 3.3.1), or like the id of a saved card, which
 * can charge the card. In JSON the value becomes null, in a query string it becomes empty. The rest
 * of the text is unchanged.
 */
export function dropCardSecrets(data: string): Cleared {
  let text = "";
  let copied = 0;
  let removed = 0;
  for (const match of data.matchAll(KEY)) {
    const [whole, key = "", sign] = match;
    if (match.index < copied || !isSecretKey(key)) continue;
    const value = match.index + whole.length;
    text += data.slice(copied, value) + (sign === ":" ? "null" : "");
    copied = valueEnd(data, value);
    removed++;
  }
  return { text: text + data.slice(copied), removed };
}

function isSecretKey(key: string): boolean {
  const words = key
    .replace(/([a-z])(?=[A-Z])/g, "$1 ")
    .toLowerCase()
    .split(/[^a-z]+/);
  const isCardId = /card(id|token)$/.test(words.join(""));
  return isCardId || words.some((word) => /cv[vc]/.test(word) || SECRET_WORDS.has(word));
}

/** The end of a value: of a string at its kind of quote, of an object or list at its bracket. */
function valueEnd(text: string, from: number): number {
  if (!/^\\*["'{[]/.test(text.slice(from, from + 20))) {
    BARE_VALUE.lastIndex = from;
    return from + (BARE_VALUE.exec(text)?.[0].length ?? 0);
  }
  let depth = 0;
  let quote: string | null = null;
  for (const { 0: token, index } of text.slice(from).matchAll(QUOTE_OR_BRACKET)) {
    if (quote !== null) quote = token === quote ? null : quote;
    else if (token === "{" || token === "[") depth++;
    else if (token === "}" || token === "]") depth--;
    else quote = token;
    if (quote === null && depth === 0) return from + index + token.length;
  }
  return text.length;
}
