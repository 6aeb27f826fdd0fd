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

/** Which new passwords are taken. */

/** The rule of these settings. */
export function passwordRule(): PasswordRule {
  return settings().pciMode ? PCI_RULE : USUAL_RULE;
}

/** As many guesses, as a power of ten, keep off whoever tries ten passwords an hour a name for ever. */
const FEWEST_GUESSES_LOG10 = 10;
/** What comes after so many characters cannot make a password easier, but takes long to look at. */
const LOOKED_AT = 64;
/** Words that stand on every page. */
const AT_HAND = ["anyqta", "halyk", "homebank", "epay"];

/** The keys of a Russian keyboard where a Latin one has these. */
const LATIN = "qwertyuiop[]asdfghjkl;'zxcvbnm,.";
const RUSSIAN = "йцукенгшщзхъфывапролджэячсмитьбю";

/** Which Russian keys are neighbours. */
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

/** Why a new password is not taken, or null; whether it was used before, `own-password.ts` knows. */
export function passwordProblem(
  password: string,
  { repeat, email, rule }: { repeat: string; email: string; rule: PasswordRule },
): PasswordProblem | null {
  const { min, max, needsLetterAndDigit } = rule;
  // As a person counts, so that an emoji is one.
  const length = [...password].length;
  if (length < min || length > max) return "too_short";
  if (password !== repeat) return "differ";
  if (needsLetterAndDigit && !/\p{L}.*\p{Nd}|\p{Nd}.*\p{L}/su.test(password)) return "too_plain";
  return isGuessable(password, email) ? "guessable" : null;
}

function isGuessable(password: string, email: string): boolean {
  const looked = [...password].slice(0, LOOKED_AT).join("");
  const known = [...AT_HAND, email, ...email.split(/[^\p{L}\p{Nd}]+/u)];
  return estimator().check(looked, known).guessesLog10 < FEWEST_GUESSES_LOG10;
}
