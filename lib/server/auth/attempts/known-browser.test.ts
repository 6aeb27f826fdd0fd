import { parseSetCookie } from "cookie";
import { afterEach, expect, test, vi } from "vitest";
import { seal } from "#lib/server/crypto/sealed-text.ts";
import { browserIdFor, knownBrowserCookie, knownBrowserOf } from "./known-browser.ts";

/** The browser after it kept this Set-Cookie value. */
const read = (cookie: string) =>
  knownBrowserOf({ get: () => ({ value: parseSetCookie(cookie).value ?? "" }) });

afterEach(() => {
  vi.useRealTimers();
});

test("a browser is known for those who signed in with it, in any spelling of their name (A-85)", () => {
  const first = read(knownBrowserCookie(null, "aigul@example.kz"));
  const both = read(knownBrowserCookie(first, "marat@example.kz"));
  const id = browserIdFor(first, " Aigul@Example.kz");
  expect(id).toMatch(/^[\w-]{43}$/);
  expect(browserIdFor(first, "marat@example.kz")).toBeNull();
  expect(browserIdFor(both, "aigul@example.kz")).toBe(id);
  expect(browserIdFor(both, "marat@example.kz")).toBe(id);
  expect(browserIdFor(null, "aigul@example.kz")).toBeNull();
});

test("the cookie names nobody, and no other sealed text passes for it", () => {
  const cookie = knownBrowserCookie(null, "aigul@example.kz");
  expect(cookie).not.toContain("aigul");
  expect(cookie).toContain("HttpOnly");
  const forged = seal(JSON.stringify({ id: "x", people: [] }), "search");
  for (const value of ["", "x", forged, cookie.slice(0, 60)]) {
    expect(knownBrowserOf({ get: () => ({ value }) })).toBeNull();
  }
  expect(knownBrowserOf({ get: () => undefined })).toBeNull();
});

test("eight people are remembered, each for 90 days after their last sign-in", () => {
  vi.useFakeTimers({ toFake: ["Date"] });
  const emails = Array.from({ length: 9 }, (_, index) => `person${index}@example.kz`);
  let browser = null as ReturnType<typeof read>;
  for (const email of emails) browser = read(knownBrowserCookie(browser, email));
  const known = () => emails.filter((email) => browserIdFor(browser, email) !== null);
  expect(known()).toEqual(emails.slice(1));
  const cookie = knownBrowserCookie(browser, "person3@example.kz");
  vi.setSystemTime(Date.now() + 89 * 24 * 3_600_000);
  browser = read(cookie);
  expect(known()).toEqual(emails.slice(1));
  browser = read(knownBrowserCookie(browser, "person5@example.kz"));
  const kept = knownBrowserCookie(browser, "person5@example.kz");
  vi.setSystemTime(Date.now() + 2 * 24 * 3_600_000);
  browser = read(kept);
  expect(known()).toEqual(["person5@example.kz"]);
});
