/** What a password has to be; the pages tell it, the server holds to it. */
export interface PasswordRule {
  /** Fewest and most characters. */
  min: number;
  max: number;
  /** Must it hold a letter and a digit? */
  needsLetterAndDigit: boolean;
}

/** Length instead of composition (NIST SP 800-63B-4, 3.1.1.2). */
export const USUAL_RULE: PasswordRule = { min: 15, max: 256, needsLetterAndDigit: false };
/** What PCI DSS 8.3.6 asks for. */
export const PCI_RULE: PasswordRule = { min: 12, max: 256, needsLetterAndDigit: true };

/** Why a new password is not taken; the words are in the message files under `set_up`. */
export const PASSWORD_PROBLEMS = [
  "too_short",
  "too_plain",
  "guessable",
  "used_before",
  "differ",
] as const;
export type PasswordProblem = (typeof PASSWORD_PROBLEMS)[number];

/** The problem that an address names, or null. */
export function passwordProblemIn(query: string | string[] | undefined): PasswordProblem | null {
  return PASSWORD_PROBLEMS.find((problem) => problem === query) ?? null;
}
