import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { LONGEST_PATH, safePath } from "./safe-path.ts";

const OWN = "https://app.example.kz";

describe("callbackUrl", () => {
  test.each([
    "//evil.com",
    "///evil.com",
    "/\\evil.com",
    "\\\\evil.com",
    "\\/evil.com",
    "https://evil.com",
    "https:evil.com",
    "https:/evil.com",
    "https://app@evil.com",
    "https://app.evil.com",
    "https://app.example.kz@evil.com/",
    "https://app.example.kz.evil.com/",
    "https://app.example.kz:443@evil.com/",
    "https://app.example.kz//evil.com",
    "https://app.example.kz/\\evil.com",
    "http://app.example.kz/transactions/1",
    "https://app.example.kz:8443/transactions/1",
    "javascript:alert(1)",
    " javascript:alert(1)",
    "java\nscript:alert(1)",
    "data:text/html,x",
    "blob:https://app.example.kz/1",
    "/%2f%2fevil.com",
    "/%2F%2Fevil.com",
    "/\t/evil.com",
    "/\n/evil.com",
    "/\r\n/evil.com",
    "\t//evil.com",
    "/.//evil.com",
    "/..//evil.com",
    "/%2e//evil.com",
    "/%2e%2e//evil.com",
    "/a/..//evil.com",
    "/./\\evil.com",
    "/.\t//evil.com",
    "//[",
    "//",
    "",
    "evil",
    "?a=1",
    "#a",
    ".",
    `/${"a".repeat(10_000)}`,
    null,
    undefined,
  ])("%j becomes /", (hostile) => {
    expect(safePath(hostile, OWN)).toBe("/");
    expect(safePath(hostile)).toBe("/");
  });

  test.each([
    "/",
    "/transactions/205218074?terminal=main#amounts",
    "/transactions/1?next=//evil.com",
    "/transactions/1?next=https://evil.com/&x=%2f%2f",
    "/a/b//c",
    "/@evil.com",
  ])("%s is a path of this site and is unchanged", (path) => {
    expect(safePath(path)).toBe(path);
    expect(safePath(path, OWN)).toBe(path);
    expect(safePath(OWN + path, OWN)).toBe(path);
  });

  test("a path is normalized as a browser does", () => {
    expect(safePath("/a/../b\\c/\td?q=ә")).toBe("/b/c/d?q=%D3%99");
    expect(safePath("/a\r\nSet-Cookie: x=1")).toBe("/aSet-Cookie:%20x=1");
  });

  test("accepts at most LONGEST_PATH characters, as they are sent", () => {
    const longest = `/${"a".repeat(LONGEST_PATH - 1)}`;
    expect(safePath(longest)).toBe(longest);
    expect(safePath(OWN + longest, OWN)).toBe(longest);
    expect(safePath(`${longest}a`)).toBe("/");
    expect(safePath(`/${"ә".repeat(LONGEST_PATH / 5)}`)).toBe("/");
  });
});

describe("any text", () => {
  const bits = fc.constantFrom(
    ...["/", "\\", ".", "..", "@", ":", "?", "#", "[", "]", " ", "\t", "\r\n", "\0"],
    ...["%2f", "%5C", "%2e", "%09", "evil.com", "http", "https:", "javascript:", OWN],
    ...["\u2215", "\uff0f", "\u3002", "\u202e", "\ud800", "anyqta.invalid"],
  );
  const pieces = fc.array(bits, { maxLength: 12 }).map((parts) => parts.join(""));
  const text = fc.oneof(
    { arbitrary: pieces, weight: 4 },
    { arbitrary: pieces.map((rest) => `/${rest}`), weight: 4 },
    fc.string({ unit: "binary" }),
    fc.webUrl({ withQueryParameters: true, withFragments: true }),
  );
  const origin = fc.oneof(
    fc.constantFrom(OWN, "http://localhost:3000", "https://[::1]:8443", "http://anyqta.invalid"),
    fc
      .webUrl({ validSchemes: ["http", "https"] })
      .filter((url) => URL.canParse(url))
      .map((url) => new URL(url).origin),
  );

  test("the result never leads to another origin (A-22)", () => {
    fc.assert(
      fc.property(text, origin, (raw, here) => {
        const path = safePath(raw, here);
        expect(path).toMatch(/^\/(?![/\\])[!-~]*$/);
        for (const page of [here, `${here}/sign-in?callbackUrl=x`, `${here}/transactions/1`]) {
          expect(new URL(path, page).origin).toBe(here);
        }
        expect(new URL(here + path).origin).toBe(here);
      }),
      { numRuns: 5_000 },
    );
  });

  test("the function is idempotent", () => {
    fc.assert(
      fc.property(text, (raw) => {
        expect(safePath(safePath(raw))).toBe(safePath(raw));
      }),
      { numRuns: 2_000 },
    );
  });
});
