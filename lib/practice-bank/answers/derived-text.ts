/**
 * Made-up numbers and identifiers that stay the same from one start to the next, because they are
 * worked out of a seed. Not random and not for secrets: without node:crypto the scenario table can
 * be imported anywhere.
 */
function hash(seed: string): number {
  let value = 0x811c9dc5;
  for (const character of seed) {
    value = Math.imul(value ^ (character.codePointAt(0) ?? 0), 0x01000193);
  }
  // Without this last stirring, seeds that differ at the end give neighbouring numbers.
  value = Math.imul(value ^ (value >>> 15), 0x85ebca6b);
  return (value ^ (value >>> 13)) >>> 0;
}

/** A whole number from 0 up to, not including, `limit`. */
export function numberFrom(seed: string, limit: number): number {
  return hash(seed) % limit;
}

/** One entry of a list. */
export function pickFrom<Entry>(seed: string, list: readonly Entry[]): Entry {
  const entry = list[numberFrom(seed, list.length)];
  if (entry === undefined) throw new RangeError("An empty list has nothing to pick");
  return entry;
}

/** As many lower-case hexadecimal characters as asked for. */
export function hexFrom(seed: string, length: number): string {
  let text = "";
  for (let part = 0; text.length < length; part += 1) {
    text += hash(`${seed}/${part}`).toString(16).padStart(8, "0");
  }
  return text.slice(0, length);
}

/** As many decimal digits as asked for. */
export function digitsFrom(seed: string, length: number): string {
  let text = "";
  for (let part = 0; text.length < length; part += 1) {
    text += String(hash(`${seed}:${part}`) % 10_000).padStart(4, "0");
  }
  return text.slice(0, length);
}

/** A UUID of version 4 by its form. */
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
