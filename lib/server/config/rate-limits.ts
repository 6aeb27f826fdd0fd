import { z } from "zod";

/** How much of everything is let through in a minute: names, defaults and advice for settings.ts. */

const perMinute = (most: number) => z.coerce.number().int().min(1).max(100_000_000).default(most);

export const limitVariables = {
  LIMIT_LOOK_UPS_PER_MINUTE: perMinute(6_000),
  LIMIT_SEARCHES_PER_MINUTE: perMinute(1_200),
  LIMIT_EXPORTS_PER_MINUTE: perMinute(120),
  LIMIT_VISITS_PER_MINUTE: perMinute(1_200),
  LIMIT_SIGN_INS_PER_MINUTE: perMinute(120),
  LIMIT_ALL_SIGN_INS_PER_MINUTE: perMinute(600),
  LIMIT_OPENINGS_PER_MINUTE: perMinute(120),
  LIMIT_REQUESTS_PER_MINUTE: perMinute(60_000),
  TRUSTED_PROXIES: z.coerce.number().int().min(0).max(10).default(0),
};
type LimitVariables = { [Name in keyof typeof limitVariables]: number };

/** Of the budgets. */
export const LIMIT_NAMES = Object.keys(limitVariables).filter((name) => name.startsWith("LIMIT_"));

const COUNT = "must be a count for each minute, 1 or more";

/** What to write, by variable; completes "NAME: ...". */
export const LIMIT_ADVICE: Record<keyof LimitVariables, string> = {
  LIMIT_LOOK_UPS_PER_MINUTE: COUNT,
  LIMIT_SEARCHES_PER_MINUTE: COUNT,
  LIMIT_EXPORTS_PER_MINUTE: COUNT,
  LIMIT_VISITS_PER_MINUTE: COUNT,
  LIMIT_SIGN_INS_PER_MINUTE: COUNT,
  LIMIT_ALL_SIGN_INS_PER_MINUTE: COUNT,
  LIMIT_OPENINGS_PER_MINUTE: COUNT,
  LIMIT_REQUESTS_PER_MINUTE: COUNT,
  TRUSTED_PROXIES: "must be the number of reverse proxies in front of Anyqta, from 0 to 10",
};

/** The most in a minute, by what is counted. */
export interface Limits {
  /** For each person: questions to the bank. */
  lookUps: number;
  /** For each person: the box, the list, suggestions, the palette and small changes. */
  searches: number;
  /** For each person: files and sheets. */
  exports: number;
  /** For each person: pages; for each address: whatever is asked without a session. */
  visits: number;
  /** For each address: tries to sign in or to set a password, each a costly hash. */
  signIns: number;
  /** The same from everywhere together. */
  allSignIns: number;
  /** For each address: tries to open a link for outsiders, each a row of the log. */
  openings: number;
  /** All that reaches this process. */
  requests: number;
}

/** From the variables to what they mean. */
export function limitsOf(read: LimitVariables): Limits {
  return {
    lookUps: read.LIMIT_LOOK_UPS_PER_MINUTE,
    searches: read.LIMIT_SEARCHES_PER_MINUTE,
    exports: read.LIMIT_EXPORTS_PER_MINUTE,
    visits: read.LIMIT_VISITS_PER_MINUTE,
    signIns: read.LIMIT_SIGN_INS_PER_MINUTE,
    allSignIns: read.LIMIT_ALL_SIGN_INS_PER_MINUTE,
    openings: read.LIMIT_OPENINGS_PER_MINUTE,
    requests: read.LIMIT_REQUESTS_PER_MINUTE,
  };
}
