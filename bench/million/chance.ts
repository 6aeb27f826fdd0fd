/** A seeded random generator, the same in every run. */
export interface Chance {
  /** From 0 to just below 1. */
  next(): number;
  /** A whole number from 0 to just below `end`. */
  below(end: number): number;
  pick<T>(from: readonly [T, ...T[]]): T;
  /** An element by Zipf's law: the n-th is 1/n as likely as the first. */
  lean<T>(from: readonly [T, ...T[]]): T;
  digits(length: number): string;
  uuid(): string;
}

/** Mulberry32 (public domain, Tommy Ettinger): small, fast and good enough for generated data. */
export function chanceOf(seed: number): Chance {
  let state = seed;
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (end: number) => Math.floor(next() * end);
  const digits = (length: number) => String(below(10 ** length)).padStart(length, "0");
  const hex = (length: number) =>
    below(16 ** length)
      .toString(16)
      .padStart(length, "0");
  return {
    next,
    below,
    pick: (from) => from[below(from.length)] ?? from[0],
    // Zipf's law with the sum of 1/n approximated by a logarithm.
    lean: (from) => from[Math.floor((from.length + 1) ** next()) - 1] ?? from[0],
    digits,
    uuid: () => `${hex(8)}-${hex(4)}-4${hex(3)}-a${hex(3)}-${hex(6)}${hex(6)}`,
  };
}
