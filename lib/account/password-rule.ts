/** The password policy that pages show and the server enforces. */
export interface PasswordRule {
  /** The minimum and maximum number of characters. */
  min: number;
  max: number;
  /** Whether it must contain a letter and a digit. */
  needsLetterAndDigit: boolean;
}

/** Length instead of composition (NIST SP 800-63B-4, 3.1.1.2). */
export const USUAL_RULE: PasswordRule = { min: 15, max: 256, needsLetterAndDigit: false };
/** The composition that PCI DSS 8.3.6 requires. */
export const PCI_RULE: PasswordRule = { min: 12, max: 256, needsLetterAndDigit: true };

/** Reasons to reject a new password; their texts are in the message files under `set_up`. */
export const PASSWORD_PROBLEMS = [
  "too_short",
  "too_plain",
  "guessable",
  "used_before",
  "differ",
] as const;
export type PasswordProblem = (typeof PASSWORD_PROBLEMS)[number];

/** The problem that the query parameter names, or null. */
export function passwordProblemIn(query: string | string[] | undefined): PasswordProblem | null {
  return PASSWORD_PROBLEMS.find((problem) => problem === query) ?? null;
}
