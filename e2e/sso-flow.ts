import { DEMO } from "#lib/account/demo.ts";
import type { Application } from "./application.ts";
import { expect } from "./fixtures.ts";
import { FORM, type RawAnswer, rawRequest, trySignIn } from "./raw-request.ts";

/** A browser on its way to a provider and back, request by request, and what the log says of it. */

export const CALLBACK = "/api/auth/sso/callback";

export interface Begun {
  /** The browser's cookies. */
  cookie: string;
  /** Where it is sent. */
  address: URL;
}

/** Presses the button of the sign-in page. */
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

/** What the provider gives the browser to bring back. */
export async function atProvider(
  { address }: Begun,
  issuer: string,
): Promise<Record<string, string>> {
  const { code } = await (await fetch(address)).json();
  return { code, state: address.searchParams.get("state") ?? "", iss: issuer };
}

export function comeBack(
  { url }: Application,
  { cookie }: { cookie: string },
  query: Record<string, string> | URLSearchParams,
): Promise<RawAnswer> {
  return rawRequest(url, `${CALLBACK}?${new URLSearchParams(query)}`, { headers: { cookie } });
}

export function cookiesOf({ headers }: RawAnswer): string {
  return (headers["set-cookie"] ?? []).map((cookie) => cookie.split(";")[0]).join("; ");
}

export interface Log {
  refused: string[];
  started: string[];
}

/** What the log tells of single sign-on, newest first: refusals, and sessions that began. */
export async function log({ url }: Application): Promise<Log> {
  const { cookie } = await trySignIn(url, { email: DEMO.people[3].email });
  const read = async (event: string) => {
    const { body } = await rawRequest(url, `/api/audit?event=${event}`, { headers: { cookie } });
    return body.split("\r\n").filter((row) => row.includes(event));
  };
  const started = (await read("session.started")).filter((row) => row.includes("sso"));
  return { refused: await read("sso.refused"), started };
}

/** The same log with so many more refusals. */
export function logBut(read: Log, more: number): Log {
  return { ...read, refused: [...read.refused, ...Array.from({ length: more }, () => "")] };
}

/** Nobody came in: a neutral page, no session, a row that says why, and nothing secret anywhere. */
export async function expectRefused(
  application: Application,
  answer: RawAnswer,
  { before, why }: { before: Log; why: RegExp },
): Promise<void> {
  expect(answer.status).toBe(303);
  expect(answer.headers.location).toBe("/sign-in?callbackUrl=%2F&error=sso");
  expect(cookiesOf(answer)).toBe("anyqta.sso=");
  const after = await log(application);
  expect(after.started).toEqual(before.started);
  expect(after.refused.length).toBe(before.refused.length + 1);
  expect(after.refused[0]).toMatch(why);
  expect(`${after.refused}${application.output()}`).not.toMatch(/canary|eyJ/);
}
