import "server-only";
import { cookies } from "next/headers";
import { z } from "zod";
import { newSecret, secretHash } from "#lib/server/crypto/random-secret.ts";
import { seal, unseal } from "#lib/server/crypto/sealed-text.ts";
import { hostCookieName, setCookie } from "#lib/server/http/cookies.ts";
import { visitorOf } from "#lib/server/http/rate-limit.ts";

/**
 * Device cookies (OWASP): a browser that signed somebody in keeps an encrypted cookie that says so. Its
 * attempts for that person are counted by themselves, so that others, who can use up the attempts of a
 * name, do not lock its person out. It signs nobody in and replaces no factor.
 */

/** As long as an account may stay unused. */
const SECONDS = 90 * 24 * 3_600;
/** People who share a computer; with more, the one who was away longest is forgotten. */
const MOST_PEOPLE = 8;

const schema = z.object({
  /** Random, the same for all people of this browser. */
  id: z.string(),
  /** Hashes of the names that signed in, the newest first, and until when each is known. */
  people: z.array(z.object({ name: z.string(), until: z.number() })),
  /** Whether somebody signed in here with a code, so that the form shows the field for it. */
  usesCodes: z.boolean().default(false),
});
export type KnownBrowser = z.infer<typeof schema>;

function cookieName(): string {
  return hostCookieName("anyqta.browser");
}

/** The browser of the current request, if it has signed somebody in. */
export async function knownBrowser(): Promise<KnownBrowser | null> {
  return readKnownBrowser((await cookies()).get(cookieName())?.value);
}

/** What a browser's cookie says, for code that has the request: null unless this server made it. */
export function knownBrowserOf(given: {
  get(name: string): { value: string } | undefined;
}): KnownBrowser | null {
  return readKnownBrowser(given.get(cookieName())?.value);
}

function readKnownBrowser(cookie: string | undefined): KnownBrowser | null {
  const text = cookie === undefined ? null : unseal(cookie, "browser");
  if (text === null) return null;
  const { people, ...browser } = schema.parse(JSON.parse(text));
  const known = people.filter(({ until }) => until > Date.now());
  return known.length > 0 ? { ...browser, people: known } : null;
}

/** By whom the current request is counted if it has no session; see `visitorOf`. */
export async function currentVisitor(ip: string | null): Promise<string> {
  return visitorOf(ip, (await knownBrowser())?.id ?? null);
}

/** The browser's id if it has signed this person in, otherwise null. */
export function browserIdFor(browser: KnownBrowser | null, email: string): string | null {
  const name = nameOf(email);
  return browser?.people.some((known) => known.name === name) ? browser.id : null;
}

/** The Set-Cookie value of a browser that has just signed this person in, with a code or without. */
export function knownBrowserCookie(
  browser: KnownBrowser | null,
  email: string,
  { byCode = false } = {},
): string {
  const name = nameOf(email);
  const others = (browser?.people ?? []).filter((known) => known.name !== name);
  const people = [{ name, until: Date.now() + SECONDS * 1_000 }, ...others].slice(0, MOST_PEOPLE);
  const usesCodes = byCode || (browser?.usesCodes ?? false);
  const known: KnownBrowser = { id: browser?.id ?? newSecret(), people, usesCodes };
  const sealed = seal(JSON.stringify(known), "browser");
  return setCookie(cookieName(), sealed, { maxAge: SECONDS, sameSite: "lax" });
}

function nameOf(email: string): string {
  return secretHash(email.trim().toLowerCase()).slice(0, 32);
}
