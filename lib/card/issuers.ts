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

/** Banks whose name card tables spell in several ways and alphabets; a successor counts for its former names. */
const SPELLINGS: readonly [RegExp, name: string][] = [
  [/halyk|халык|халық|народный банк казахстана/i, "Halyk Bank"],
  [/kaspi|каспи/i, "Kaspi Bank"],
  [/forte\s?bank|форте\s?банк/i, "ForteBank"],
  [/jusan|жусан|jýsan/i, "Jusan Bank"],
  [/center\s?credit|centercredit|центркредит|центр\s?кредит/i, "Bank CenterCredit"],
  [/eurasian|евразийск|еуразия/i, "Eurasian Bank"],
  [/freedom|фридом/i, "Freedom Bank"],
  [/home\s?credit|хоум\s?кредит/i, "Home Credit Bank"],
  [/\bbank\s?rbk\b|\brbk\b|банк\s?rbk/i, "Bank RBK"],
];

/** One name for all spellings of an issuer, to choose from: "halyk bank" and "казкоммерцбанк" are Halyk Bank. */
export function issuerName(issuer: string): string {
  const known = successorOf(issuer)?.name ?? SPELLINGS.find(([name]) => name.test(issuer))?.[1];
  return known ?? issuer.replace(/(?<=^|[\s"«(-])\p{Ll}/gu, (letter) => letter.toUpperCase());
}
