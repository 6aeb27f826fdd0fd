import type { LookUpAnswer } from "../look-up.ts";

/** The history of a payment: compares each look-up with the one before. */

/** One look-up and who made it. */
export interface PastLookUp {
  answer: LookUpAnswer;
  /** E-mail address of the person. */
  who: string;
  /** Whether the timer of the page made it. */
  byTimer: boolean;
}

/** One changed field. */
export interface Change {
  /** Name as in the payment, e.g. "card.issuer". */
  field: string;
  /** Null for a value that the bank did not state; no values where the change is all that may be seen. */
  values: { before: string | null; after: string | null } | null;
}

/** Consecutive look-ups with the same answer, and the changes from the previous ones. */
export interface Episode {
  answer: LookUpAnswer;
  firstCheckedAt: string;
  lastCheckedAt: string;
  looks: number;
  who: readonly string[];
  byTimer: boolean;
  changes: readonly Change[];
}

/**
 * Groups look-ups in any order into episodes, newest first. `show` gives what the viewer may see of an
 * answer: the answers themselves are compared, so that a change of hidden data still shows as one.
 */
export function timelineOf(
  lookUps: readonly PastLookUp[],
  show: (answer: LookUpAnswer) => LookUpAnswer,
): Episode[] {
  const ordered = [...lookUps].sort((a, b) => (a.answer.checkedAt < b.answer.checkedAt ? -1 : 1));
  const episodes: Episode[] = [];
  let learned: LookUpAnswer | undefined;
  let lastSaid = "";
  let act: readonly PastLookUp[] = [];
  for (const look of ordered) {
    const { answer, who, byTimer } = look;
    const goesOn = isSameAct(act, look);
    act = goesOn ? [...act, look] : [look];
    const last = episodes.at(-1);
    const said = substance(answer);
    if (last && said === lastSaid) {
      episodes[episodes.length - 1] = {
        ...last,
        lastCheckedAt: answer.checkedAt,
        looks: last.looks + (goesOn ? 0 : 1),
        who: last.who.includes(who) ? last.who : [...last.who, who],
        byTimer: last.byTimer && byTimer,
      };
      continue;
    }
    lastSaid = said;
    // A fault is no change: the next answer is compared with the last one that is not a fault.
    const changes = learned && answer.fault === null ? changesBetween(learned, answer, show) : [];
    if (answer.fault === null) learned = answer;
    episodes.push({
      answer: show(answer),
      firstCheckedAt: answer.checkedAt,
      lastCheckedAt: answer.checkedAt,
      looks: 1,
      who: [who],
      byTimer,
      changes,
    });
  }
  return episodes.reverse();
}

/** The next terminal is asked as soon as the one before has answered; a person is slower. */
const SAME_ACT_MILLISECONDS = 500;

/** Is it the answer of one more terminal to the same act of a person, who asked them all in turn? */
function isSameAct(act: readonly PastLookUp[], { answer, who, byTimer }: PastLookUp): boolean {
  const last = act.at(-1);
  if (last?.who !== who || last.byTimer !== byTimer) return false;
  if (act.some((one) => one.answer.terminal === answer.terminal)) return false;
  const askedAt = Date.parse(answer.checkedAt) - answer.bankMilliseconds;
  return Math.abs(askedAt - Date.parse(last.answer.checkedAt)) <= SAME_ACT_MILLISECONDS;
}

/** The fields whose values differ; without the values where those that are shown do not. */
function changesBetween(
  before: LookUpAnswer,
  after: LookUpAnswer,
  show: (answer: LookUpAnswer) => LookUpAnswer,
): Change[] {
  const [old, fresh] = [fieldsOf(before), fieldsOf(after)];
  const [shownOld, shownFresh] = [fieldsOf(show(before)), fieldsOf(show(after))];
  const names = new Set([...old.keys(), ...fresh.keys()]);
  return [...names].flatMap((field) => {
    if (old.get(field) === fresh.get(field)) return [];
    const [was, is] = [shownOld.get(field) ?? null, shownFresh.get(field) ?? null];
    return [{ field, values: was === is ? null : { before: was, after: is } }];
  });
}

function substance(answer: LookUpAnswer): string {
  return JSON.stringify([answer.fault, ...fieldsOf(answer)]);
}

/** The stated values by name; names of nested fields are joined with dots. */
function fieldsOf({ resultCode, statusName, payment }: LookUpAnswer): Map<string, string> {
  const fields = new Map<string, string>();
  const walk = (value: unknown, name: string) => {
    if (value === null || value === undefined) return;
    if (typeof value !== "object") {
      fields.set(name, String(value));
      return;
    }
    // A sum is one value, not two.
    if ("decimal" in value) fields.set(name, String(value.decimal));
    else {
      for (const [key, inner] of Object.entries(value)) walk(inner, name ? `${name}.${key}` : key);
    }
  };
  walk({ resultCode, statusName }, "");
  walk(payment, "");
  return fields;
}
