/** Deeper nesting than any answer needs; the walk over the parsed value is recursive. */
const MAX_DEPTH = 32;

/** A JSON number as its digits in the source, so that no binary float comes between. */
export class RawNumber {
  readonly digits: string;
  constructor(digits: string) {
    this.digits = digits;
  }
}

/** By the path of an object ("" for the outermost, "transaction.p2p"): keys it may have once only. */
export type SingleKeys = ReadonlyMap<string, ReadonlySet<string>>;

/**
 * The JSON value in a body, numbers as `RawNumber`; undefined, which JSON cannot say, when the body
 * is not to be trusted: not UTF-8, not one JSON text (RFC 8259), nested too deep, or with a key
 * repeated where two values would leave the choice to the parser. A byte order mark is passed over.
 */
export function readJson(bytes: Uint8Array, singleKeys: SingleKeys): unknown {
  try {
    const text = utf8.decode(bytes);
    return isSound(text, singleKeys) ? JSON.parse(text, keepDigits) : undefined;
  } catch {
    return undefined;
  }
}

const utf8 = new TextDecoder("utf-8", { fatal: true });

function keepDigits(_key: string, value: unknown, context?: { source?: string }): unknown {
  if (typeof value !== "number") return value;
  if (context?.source === undefined)
    throw new Error("this runtime does not tell a number's digits");
  return new RawNumber(context.source);
}

/** An object or list whose end has not been met. */
interface Open {
  path: string;
  single: ReadonlySet<string> | undefined;
  seen: Set<string>;
  key: string;
}

/** Looks at nesting and keys of the raw text; whether it is JSON at all is the parser's business. */
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

/** False for a key that its object has had and may have once only, however it is escaped. */
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

/** The place after the string that begins at `from`; the end of the text when it never ends. */
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
