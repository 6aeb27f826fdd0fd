/**
 * Former names of banks that the bank's card tables still use, so that staff do not think that the
 * card is foreign or the data are wrong. Publicly known mergers only.
 */
const FORMER: readonly [RegExp, now: string, since: number][] = [
  [/казкоммерц|kazkommerts|qazkom/i, "Halyk Bank", 2018],
  [/альянс\s?банк|alliance\s?bank|темірбанк|темирбанк|temirbank/i, "ForteBank", 2015],
  [/цеснабанк|tsesnabank/i, "Jusan Bank", 2019],
  [/атф\s?банк|atf\s?bank/i, "Jusan Bank", 2021],
];

/** The name of an issuer's successor and the year of the change, or null for a current name. */
export function successorOf(issuer: string | null): { name: string; since: number } | null {
  const found = FORMER.find(([name]) => name.test(issuer ?? ""));
  return found ? { name: found[1], since: found[2] } : null;
}
