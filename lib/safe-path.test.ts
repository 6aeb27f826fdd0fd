import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { safePath } from "./safe-path.ts";

describe("callbackUrl", () => {
  test.each([
    "//evil.com",
    "/\\evil.com",
    "\\\\evil.com",
    "https://app@evil.com",
    "https://app.evil.com",
    "javascript:alert(1)",
    "data:text/html,x",
    "/%2f%2fevil.com",
    "/\t/evil.com",
    "/\n/evil.com",
    "/.//evil.com",
    "",
    "evil",
    `/${"a".repeat(10_000)}`,
  ])("%j ends at home", (hostile) => {
    expect(safePath(hostile, "https://app.example.kz")).toBe("/");
  });

  test("a path of ours is kept, query and hash with it", () => {
    const path = "/transactions/205218074?terminal=main#amounts";
    expect(safePath(path)).toBe(path);
    expect(safePath(`https://app.example.kz${path}`, "https://app.example.kz")).toBe(path);
  });

  test("whatever the text, a browser stays on our origin", () => {
    const bits = fc.constantFrom(
      "/",
      "\\",
      ".",
      "@",
      ":",
      "%2f",
      "\t",
      "evil.com",
      "http",
      "?",
      "#",
    );
    fc.assert(
      fc.property(fc.array(bits), (parts) => {
        const path = safePath(parts.join(""), "https://app.example.kz");
        expect(new URL(path, "https://app.example.kz").origin).toBe("https://app.example.kz");
      }),
      { numRuns: 2_000 },
    );
  });
});
