import { DEMO } from "#lib/account/demo.ts";
import type { Application } from "./application.ts";
import { expect } from "./fixtures.ts";
import { FORM, type RawAnswer, rawRequest, trySignIn } from "./raw-request.ts";

/** The requests of a sign-in with a provider, and its rows in the audit log. */

/** The path of the redirect URI. */
export const CALLBACK = "/api/auth/sso/callback";

/** A sign-in that waits for the provider. */
export interface Begun {
  /** The browser's cookies. */
  cookie: string;
  /** The authorization URL. */
  address: URL;
}

/** Begins a sign-in by the button of the sign-in page. */
export async function begin({ url }: Application): Promise<Begun> {
  const first = await rawRequest(url, "/api/auth/csrf");
  const { csrfToken } = JSON.parse(first.body);
  const csrf = cookiesOf(first);
  const pressed = await rawRequest(url, "/api/auth/sso", {
    method: "POST",
    headers: { ...FORM, cookie: csrf },
    body: new URLSearchParams({ csrfToken, callbackUrl: "/" }).toString(),
  });
  expect([pressed.status, pressed.headers.location]).toEqual([303, "/sign-in/onward"]);
  const cookie = `${csrf}; ${cookiesOf(pressed)}`;
  const page = await rawRequest(url, "/sign-in/onward", { headers: { cookie } });
  const address = /content="0;url=([^"]+)"/.exec(page.body)?.[1] ?? "";
  return { cookie, address: new URL(address.replaceAll("&amp;", "&")) };
}

/** The parameters of the authorization response. */
export async function atProvider(
  { address }: Begun,
  issuer: string,
): Promise<Record<string, string>> {
  const { code } = await (await fetch(address)).json();
  return { code, state: address.searchParams.get("state") ?? "", iss: issuer };
}

/** Sends the authorization response to the redirect URI. */
export function comeBack(
  { url }: Application,
  { cookie }: { cookie: string },
  query: Record<string, string> | URLSearchParams,
): Promise<RawAnswer> {
  return rawRequest(url, `${CALLBACK}?${new URLSearchParams(query)}`, { headers: { cookie } });
}

/** The cookies that an answer sets, as a Cookie header. */
export function cookiesOf({ headers }: RawAnswer): string {
  return (headers["set-cookie"] ?? []).map((cookie) => cookie.split(";")[0]).join("; ");
}

/** Rows of the audit log, newest first. */
export interface Log {
  refused: string[];
  started: string[];
}

/** Reads the refusals of single sign-on and the sessions that began by it. */
export async function log({ url }: Application): Promise<Log> {
  const { cookie } = await trySignIn(url, { email: DEMO.people[3].email });
  const read = async (event: string) => {
    const { body } = await rawRequest(url, `/api/audit?event=${event}`, { headers: { cookie } });
    return body.split("\r\n").filter((row) => row.includes(event));
  };
  const started = (await read("session.started")).filter((row) => row.includes("sso"));
  return { refused: await read("sso.refused"), started };
}

/** The same log with `more` further refusals. */
export function logBut(read: Log, more: number): Log {
  return { ...read, refused: [...read.refused, ...Array.from({ length: more }, () => "")] };
}

/** Expects a refusal: a neutral page, no session, an audit row with the reason, and no secret anywhere. */
export async function expectRefused(
  application: Application,
  answer: RawAnswer,
  { before, why }: { before: Log; why: RegExp },
): Promise<void> {
  expect(answer.status).toBe(303);
  expect(answer.headers.location).toBe("/sign-in?callbackUrl=%2F&error=sso");
  expect(cookiesOf(answer)).toMatch(/^anyqta\.sso-\d+=$/);
  const after = await log(application);
  expect(after.started).toEqual(before.started);
  expect(after.refused.length).toBe(before.refused.length + 1);
  expect(after.refused[0]).toMatch(why);
  expect(`${after.refused}${application.output()}`).not.toMatch(/canary|eyJ/);
}
