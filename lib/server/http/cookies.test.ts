import { parseCookie } from "cookie";
import { afterEach, expect, test } from "vitest";
import { readSettings, settings } from "#lib/server/config/settings.ts";
import {
  deleteCookie,
  hostCookieName,
  ownCookieName,
  preferenceCookie,
  setCookie,
} from "./cookies.ts";

afterEach(() => served("http://127.0.0.1:3000"));

function served(url: string): void {
  Object.assign(settings(), readSettings({ ...process.env, NEXTAUTH_URL: url }));
}

test("a cookie is host-only, HttpOnly, and Secure over https", () => {
  const options = { maxAge: 60, sameSite: "strict" } as const;
  expect(setCookie("a", "b", options)).toBe("a=b; Max-Age=60; Path=/; HttpOnly; SameSite=Strict");
  served("https://anyqta.example.kz");
  expect(setCookie("a", "b", options)).toContain("; Secure");
  expect(preferenceCookie("a", "b")).toMatch(/^a=b; Max-Age=31536000; Path=\/; HttpOnly; Secure; /);
  expect(deleteCookie("a", { sameSite: "lax" })).toMatch(/^a=; Max-Age=0; .*Secure/);
  expect(hostCookieName("a")).toBe("__Host-a");
});

test("installations on one host name do not share cookies", () => {
  const named = (url: string) => {
    served(url);
    return [hostCookieName("a"), ownCookieName("a")];
  };
  expect(named("http://localhost:4515")).toEqual(["a-4515", "a-4515"]);
  expect(named("http://localhost:4516")).toEqual(["a-4516", "a-4516"]);
  expect(named("https://anyqta.example.kz:8443")).toEqual(["__Host-a-8443", "a-8443"]);
  expect(named("http://anyqta.test")).toEqual(["a", "a"]);
});

test("a value with separators is encoded and adds no attribute", () => {
  const value = 'қ; Path=/x, "=\r\nset-cookie: b=1';
  const header = setCookie("a", value, { maxAge: 1, sameSite: "lax", path: "/account" });
  expect(header).toMatch(/^a=[\w%.-]+; Max-Age=1; Path=\/account; HttpOnly; SameSite=Lax$/);
  expect(parseCookie(header.split("; ")[0] ?? "")).toEqual({ a: value });
});
