import { z } from "zod";
import { descriptions } from "./setting.ts";

/** Settings of the rate limits, and of the reverse proxies in front of Anyqta. */

const limit = (most: number, meaning: string, time: "minute" | "day") =>
  z.coerce
    .number()
    .int()
    .min(1)
    .max(100_000_000)
    .prefault(most)
    .register(descriptions, {
      group: "limits",
      meaning,
      advice: `must be a count for each ${time}, 1 or more`,
    });
const perMinute = (most: number, meaning: string) => limit(most, meaning, "minute");

export const limitVariables = {
  LIMIT_LOOK_UPS_PER_MINUTE: perMinute(2_400, "Questions to the bank, for each person."),
  LIMIT_SEARCHES_PER_MINUTE: perMinute(600, "Suggestions and small changes, for each person."),
  LIMIT_LISTS_PER_MINUTE: perMinute(240, "Pages of the payment list, for each person."),
  LIMIT_PERSONAL_SEARCHES_PER_MINUTE: perMinute(
    20,
    "Searches by name, e-mail address or phone number, for each person who must not see personal data.",
  ),
  LIMIT_PERSONAL_MISSES_PER_MINUTE: perMinute(
    10,
    "Of these searches, those that find nothing; beyond them the log has an alert, and the person waits.",
  ),
  LIMIT_EXPORTS_PER_MINUTE: perMinute(30, "Files and evidence sheets, for each person."),
  LIMIT_PASSWORDS_PER_MINUTE: perMinute(5, "Changes of the own password, for each person."),
  LIMIT_VISITS_PER_MINUTE: perMinute(
    600,
    "Pages for each person, and every request without a session for each network address (of IPv6, each /64).",
  ),
  LIMIT_SIGN_INS_PER_MINUTE: perMinute(
    120,
    "Attempts to sign in or to set a password, for each network address, those with a passkey by themselves.",
  ),
  LIMIT_ALL_SIGN_INS_PER_MINUTE: perMinute(
    600,
    "Attempts to sign in with a password, from all addresses together; each costs a password hash. Browsers that signed the same person in before are not counted.",
  ),
  LIMIT_OPENINGS_PER_MINUTE: perMinute(
    120,
    "Attempts to open links for outsiders, for each network address.",
  ),
  LIMIT_REVEALS_PER_MINUTE: perMinute(30, "Hidden fields shown with a reason, to each person."),
  LIMIT_REVEALS_PER_DAY: limit(300, "The same within a day.", "day"),
  LIMIT_REQUESTS_OF_ONE_PER_MINUTE: perMinute(
    6_000,
    "All requests to this process of each person, and without a session of each network address.",
  ),
  LIMIT_REQUESTS_PER_MINUTE: perMinute(
    60_000,
    "All requests to this process; at most half of them without a session.",
  ),
  TRUSTED_PROXIES: z.coerce.number().int().min(0).max(10).prefault(0).register(descriptions, {
    group: "application",
    meaning:
      "The number of reverse proxies in front of Anyqta. The visitor's address is read from X-Forwarded-For, that many hops from the right; with 0 it is the address that connects.",
    advice: "must be the number of reverse proxies in front of Anyqta, from 0 to 10",
  }),
};
const schema = z.object(limitVariables);

/** The names of the settings that are rate limits. */
export const LIMIT_NAMES = Object.keys(limitVariables).filter((name) => name.startsWith("LIMIT_"));

/** The most requests in a minute, or in a day, by kind; the table above says for whom each kind is counted. */
export type Limits = ReturnType<typeof limitsOf>;

/** The rate limits in the settings. */
export function limitsOf(read: z.infer<typeof schema>) {
  return {
    lookUps: read.LIMIT_LOOK_UPS_PER_MINUTE,
    searches: read.LIMIT_SEARCHES_PER_MINUTE,
    lists: read.LIMIT_LISTS_PER_MINUTE,
    personalSearches: read.LIMIT_PERSONAL_SEARCHES_PER_MINUTE,
    personalMisses: read.LIMIT_PERSONAL_MISSES_PER_MINUTE,
    exports: read.LIMIT_EXPORTS_PER_MINUTE,
    passwords: read.LIMIT_PASSWORDS_PER_MINUTE,
    visits: read.LIMIT_VISITS_PER_MINUTE,
    signIns: read.LIMIT_SIGN_INS_PER_MINUTE,
    passkeySignIns: read.LIMIT_SIGN_INS_PER_MINUTE,
    allSignIns: read.LIMIT_ALL_SIGN_INS_PER_MINUTE,
    openings: read.LIMIT_OPENINGS_PER_MINUTE,
    reveals: read.LIMIT_REVEALS_PER_MINUTE,
    revealsOfDay: read.LIMIT_REVEALS_PER_DAY,
    requestsOfOne: read.LIMIT_REQUESTS_OF_ONE_PER_MINUTE,
    /** The other half stays free for people with a session. */
    anonymousRequests: Math.ceil(read.LIMIT_REQUESTS_PER_MINUTE / 2),
    requests: read.LIMIT_REQUESTS_PER_MINUTE,
  };
}
