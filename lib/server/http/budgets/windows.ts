/** How long the window of each budget is. */

const MINUTE = 60;
const DAY = 86_400;
const OTHERS: Readonly<Record<string, number>> = { revealsOfDay: DAY };

/** Seconds of the window in which a budget, or a key that begins with its name, is counted. */
export function windowSeconds(key: string): number {
  return OTHERS[key.split(":")[0] ?? ""] ?? MINUTE;
}
