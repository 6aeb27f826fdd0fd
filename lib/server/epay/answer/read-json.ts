/**
 * The deepest nesting that is read; more than any answer needs, as JSON.parse's reviver recurses.
 */
const MAX_DEPTH = 32;

/** A JSON number as its source text, so that it is never rounded to a binary float. */
export class RawNumber {
  readonly digits: string;
  constructor(digits: string) {
    this.digits = digits;
  }
}

/** Keys that must be unique, by the path of their object ("" is the root, "transaction.p2p"). */
export type SingleKeys = ReadonlyMap<string, ReadonlySet<string>>;

/**
 * Parses a body as JSON, with numbers as `RawNumber`. Undefined, which is no JSON value, for a body
 * that cannot be trusted: not UTF-8, not one JSON text (RFC 8259), nested too deep, or with a
 * repeated key that must be unique, as parsers disagree which value counts. Skips a byte order
 * mark. In the values of the keys `displayTexts` bytes that are no UTF-8 become U+FFFD.
 */
export function readJson(
  bytes: Uint8Array,
  singleKeys: SingleKeys,
  displayTexts: ReadonlySet<string> = new Set(),
): unknown {
  try {
    const { text, isRepaired } = decoded(bytes);
    if (!isSound(text, singleKeys)) return undefined;
    return JSON.parse(text, (key: string, value: unknown, context?: { source?: string }) => {
      if (isRepaired) refuseDamage(key, value, displayTexts);
      return keepDigits(key, value, context);
    });
  } catch {
    return undefined;
  }
}

const utf8 = new TextDecoder("utf-8", { fatal: true });
const repairing = new TextDecoder("utf-8");
const REPLACED = "\ufffd";
/** A body with more of them is in another encoding. */
const MOST_REPLACED = 3;

/**
 * The body's text; a few bytes that are no UTF-8 become U+FFFD.
 * @throws for more of them.
 */
function decoded(bytes: Uint8Array): { text: string; isRepaired: boolean } {
  try {
    return { text: utf8.decode(bytes), isRepaired: false };
  } catch (error) {
    const text = repairing.decode(bytes);
    if (text.split(REPLACED).length - 1 > MOST_REPLACED) throw error;
    return { text, isRepaired: true };
  }
}

/** A damaged byte may cost a letter that is only shown, and nothing that is compared or counted. */
function refuseDamage(key: string, value: unknown, displayTexts: ReadonlySet<string>): void {
  const isDamaged = typeof value === "string" && value.includes(REPLACED);
  if (key.includes(REPLACED) || (isDamaged && !displayTexts.has(key))) {
    throw new Error("damaged outside of a text that is only shown");
  }
}

function keepDigits(_key: string, value: unknown, context?: { source?: string }): unknown {
  if (typeof value !== "number") return value;
  if (context?.source === undefined)
    throw new Error("this runtime does not tell a number's digits");
  return new RawNumber(context.source);
}

/** An object or list that is not yet closed. */
interface Open {
  path: string;
  single: ReadonlySet<string> | undefined;
  seen: Set<string>;
  key: string;
}

/** Checks nesting and keys of the raw text. JSON.parse checks the syntax later. */
function isSound(text: string, singleKeys: SingleKeys): boolean {
  const open: Open[] = [];
  const mark = /["{}[\]]/g;
  for (let found = mark.exec(text); found; found = mark.exec(text)) {
    if (found[0] === '"') {
      const end = stringEnd(text, found.index);
      if (!isNewKey(text, { from: found.index, to: end, within: open.at(-1) })) return false;
      mark.lastIndex = end;
    } else if (found[0] === "{" || found[0] === "[") {
      open.push(opened(found[0], open.at(-1), singleKeys));
      if (open.length > MAX_DEPTH) return false;
    } else {
      open.pop();
    }
  }
  return true;
}

function opened(bracket: string, outer: Open | undefined, singleKeys: SingleKeys): Open {
  const prefix = outer?.path ? `${outer.path}.` : "";
  const path = bracket === "{" ? `${prefix}${outer?.key ?? ""}` : `${prefix}[]`;
  return { path, single: singleKeys.get(path), seen: new Set(), key: "" };
}

/** False for a repeated key that must be unique; compares keys with their escapes resolved. */
function isNewKey(
  text: string,
  { from, to, within }: { from: number; to: number; within: Open | undefined },
): boolean {
  const colon = /[ \t\r\n]*:/y;
  colon.lastIndex = to;
  if (!within || !colon.test(text)) return true;
  const key: unknown = JSON.parse(text.slice(from, to));
  within.key = String(key);
  if (!within.single?.has(within.key)) return true;
  const isNew = !within.seen.has(within.key);
  within.seen.add(within.key);
  return isNew;
}

/** The index after the string that begins at `from`, or the text's length for an open string. */
function stringEnd(text: string, from: number): number {
  let quote = text.indexOf('"', from + 1);
  while (quote !== -1) {
    let first = quote;
    while (text[first - 1] === "\\") first--;
    if ((quote - first) % 2 === 0) return quote + 1;
    quote = text.indexOf('"', quote + 1);
  }
  return text.length;
}
