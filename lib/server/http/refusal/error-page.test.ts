import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { ERRORS, type ErrorCode } from "#lib/http/errors.ts";
import { LOCALES } from "#lib/i18n/locale.ts";
import { messagesOf } from "#lib/i18n/messages.ts";
import { DARK, LIGHT } from "../../../../tailwind.config.ts";
import { type Reader, readerOf } from "../plain-page/plain-page.ts";
import { errorPage } from "./error-page.ts";

const STAFF: Reader = {
  locale: "ru",
  theme: "system",
  path: "/transactions/1?a=1&b=2",
  isLink: true,
  isStaff: true,
};
const CODES = Object.keys(ERRORS).filter((code): code is ErrorCode => code in ERRORS);

function page(code: ErrorCode, more: Partial<Parameters<typeof errorPage>[1]> = {}): string {
  return errorPage(code, { reader: STAFF, seconds: undefined, reference: "2MP7GPT2NA", ...more });
}

function titleOf(html: string): string {
  return /<title>(.*) · Anyqta<\/title>/.exec(html)?.[1] ?? "";
}

describe.each(LOCALES)("in %s", (locale) => {
  test.each(CODES)("%s has a title, a sentence and the reference, and no placeholder", (code) => {
    const html = page(code, { reader: { ...STAFF, locale }, seconds: 7 });
    expect(html).toContain(`<html lang="${locale}">`);
    expect(titleOf(html).length).toBeGreaterThan(5);
    expect(html).toContain(`<h1>${titleOf(html)}</h1>`);
    expect(html).toContain("2MP7GPT2NA");
    expect(html).toContain('<meta name="format-detection" content="telephone=no, ');
    expect(html).not.toMatch(/[{}]|undefined|null/);
  });
});

test("staff find the box for a payment on it, outsiders and visitors do not", () => {
  const { looking_for } = messagesOf("ru").interruption;
  expect(page("not_found")).toContain(looking_for);
  expect(page("not_found", { reader: { ...STAFF, isStaff: false } })).not.toContain(looking_for);
});

test("whoever has to wait sees the seconds, and a link is asked for again by itself", () => {
  const html = page("too_many", { seconds: 37 });
  expect(html).toContain("<span data-countdown>37</span>");
  expect(html).toContain('<meta http-equiv="refresh" content="38">');
  expect(html).toContain('href="/transactions/1?a=1&amp;b=2"');
  const form = page("too_many", { seconds: 37, reader: { ...STAFF, isLink: false } });
  expect(form).not.toContain("http-equiv");
});

test("a form that cannot be kept stays on the page, and the sign-in opens beside it", () => {
  const again = { path: "/api/find", fields: { text: 'a"b', card: "4111 1111 1111 1111" } };
  const html = page("signed_out", { reader: { ...STAFF, isLink: false }, again });
  expect(html).toContain('<form method="post" action="/api/find">');
  expect(html).toContain('name="text" value="a&quot;b"');
  expect(html).not.toContain("4111");
  expect(html).toContain('target="_blank" rel="noopener"');
});

test.each([
  ["anyqta.language=en; anyqta.theme=dark; anyqta.session-3000=x", "ru", "en", "dark", true],
  ["", "kk-KZ,ru;q=0.5", "kk", "system", false],
  ["anyqta.language=xx", "ru", "ru", "system", false],
])("cookies %j and languages %j are read", (cookie, languages, locale, theme, isStaff) => {
  const headers = new Headers({ cookie, "accept-language": languages });
  const reader = readerOf({ headers, method: "GET", url: "http://localhost:3000/people?a=1" });
  expect(reader).toEqual({ locale, theme, path: "/people?a=1", isLink: true, isStaff });
});

test("on a share link nobody counts as staff", () => {
  const headers = new Headers({ cookie: "anyqta.session-3000=x" });
  expect(readerOf({ headers, method: "POST", url: "/s/token" })).toMatchObject({
    isStaff: false,
    isLink: false,
  });
});

test("its style sheet has the colours of the product, light and dark", () => {
  const css = readFileSync("public/plain-page.css", "utf8");
  const used = [...css.matchAll(/--([a-z-]+): light-dark\((#\w{6}), (#\w{6})\);/g)];
  expect(used).toHaveLength(9);
  for (const [, name = "", light, dark] of used) {
    expect([LIGHT[name], DARK[name]], name).toEqual([light, dark]);
  }
});
