import "server-only";
import { ZxcvbnFactory } from "@zxcvbn-ts/core";
import { adjacencyGraphs, dictionary } from "@zxcvbn-ts/language-common";
import {
  type PasswordProblem,
  type PasswordRule,
  PCI_RULE,
  USUAL_RULE,
} from "#lib/account/password-rule.ts";
import { settings } from "#lib/server/config/settings.ts";
import { singleton } from "#lib/server/runtime/singleton.ts";

/** Decides which new passwords are accepted. */

/** The rule that the settings select. */
export function passwordRule(): PasswordRule {
  return settings().pciMode ? PCI_RULE : USUAL_RULE;
}

/**
 * Required guesses as a power of ten: enough against guessing online, which the lockout slows down.
 */
const FEWEST_GUESSES_LOG10 = 10;
/** Characters that are estimated: more cannot make a password weaker, but take long to estimate. */
const ESTIMATED_CHARACTERS = 64;
/** Context-specific words (NIST SP 800-63B-4, 3.1.1.2) beside the e-mail address. */
const CONTEXT_WORDS = ["anyqta", "halyk", "homebank", "epay"];

/** The keys of a Latin and a Russian keyboard in the same places. */
const LATIN = "qwertyuiop[]asdfghjkl;'zxcvbnm,.";
const RUSSIAN = "йцукенгшщзхъфывапролджэячсмитьбю";

/** The adjacency graph of a Russian keyboard. */
function russianKeyboard() {
  const russian = new Map([...LATIN].map((key, index) => [key, RUSSIAN[index] ?? key]));
  const inRussian = (keys: string) => [...keys].map((key) => russian.get(key) ?? key).join("");
  return Object.fromEntries(
    Object.entries(adjacencyGraphs.qwerty).map(([key, neighbours]) => [
      inRussian(key),
      neighbours.map((neighbour) => neighbour && inRussian(neighbour)),
    ]),
  );
}

const estimator = singleton("password-estimator", () => {
  const graphs = { ...adjacencyGraphs, russian: russianKeyboard() };
  return new ZxcvbnFactory({ dictionary, graphs });
});

/** Why a new password is refused, or null; `change.ts` checks whether it was used before. */
export function passwordProblem(
  password: string,
  { repeat, email, rule }: { repeat: string; email: string; rule: PasswordRule },
): PasswordProblem | null {
  const { min, max, needsLetterAndDigit } = rule;
  // Counts code points, so that an emoji is one character.
  const length = [...password].length;
  if (length < min || length > max) return "too_short";
  if (password !== repeat) return "differ";
  if (needsLetterAndDigit && !/\p{L}.*\p{Nd}|\p{Nd}.*\p{L}/su.test(password)) return "too_plain";
  return isGuessable(password, email) ? "guessable" : null;
}

function isGuessable(password: string, email: string): boolean {
  const estimated = [...password].slice(0, ESTIMATED_CHARACTERS).join("");
  const known = [...CONTEXT_WORDS, email, ...email.split(/[^\p{L}\p{Nd}]+/u)];
  return estimator().check(estimated, known).guessesLog10 < FEWEST_GUESSES_LOG10;
}
