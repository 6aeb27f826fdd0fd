/**
 * Numbers and identifiers derived from a seed, the same at each start: FNV-1a (32 bits) with mixing
 * steps of MurmurHash3. Not for secrets; without node:crypto the browser can import the table too.
 */
function hash(seed: string): number {
  let value = 0x811c9dc5;
  for (const character of seed) {
    value = Math.imul(value ^ (character.codePointAt(0) ?? 0), 0x01000193);
  }
  // FNV-1a alone gives neighbouring numbers for seeds that differ in the last character.
  value = Math.imul(value ^ (value >>> 15), 0x85ebca6b);
  return (value ^ (value >>> 13)) >>> 0;
}

/** An integer from 0 (inclusive) to `limit` (exclusive). */
export function numberFrom(seed: string, limit: number): number {
  return hash(seed) % limit;
}

/** One entry of a list; it must not be empty. */
export function pickFrom<Entry>(seed: string, list: readonly Entry[]): Entry {
  const entry = list[numberFrom(seed, list.length)];
  if (entry === undefined) throw new RangeError("An empty list has nothing to pick");
  return entry;
}

/** `length` hexadecimal characters in lower case. */
export function hexFrom(seed: string, length: number): string {
  let text = "";
  for (let part = 0; text.length < length; part += 1) {
    text += hash(`${seed}/${part}`).toString(16).padStart(8, "0");
  }
  return text.slice(0, length);
}

/** `length` decimal digits. */
export function digitsFrom(seed: string, length: number): string {
  let text = "";
  for (let part = 0; text.length < length; part += 1) {
    text += String(hash(`${seed}:${part}`) % 10_000).padStart(4, "0");
  }
  return text.slice(0, length);
}

/** An identifier in the form of a UUID version 4. */
export function uuidFrom(seed: string): string {
  const hex = hexFrom(seed, 32);
  const variant = "89ab"[numberFrom(seed, 4)] ?? "8";
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `4${hex.slice(13, 16)}`,
    `${variant}${hex.slice(17, 20)}`,
    hex.slice(20),
  ].join("-");
}
