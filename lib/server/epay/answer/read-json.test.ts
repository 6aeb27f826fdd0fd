import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { RawNumber, readJson, type SingleKeys } from "./read-json.ts";

const SINGLE: SingleKeys = new Map([
  ["", new Set(["code", "money"])],
  ["money", new Set(["amount"])],
  ["money.p2p", new Set(["amount"])],
]);
const read = (text: string) => readJson(Buffer.from(text), SINGLE);

/** The value with numbers as text. */
function plain(value: unknown): unknown {
  if (value instanceof RawNumber) return value.digits;
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== "object" || value === null) return value;
  return Object.entries(value).map(([key, inner]) => [key, plain(inner)]);
}

describe("numbers", () => {
  test.each(["12.220", "-0", "1e400", "12345678901234567890.10", "0.1e-7"])(
    "F-49 %s keeps its digits",
    (digits) => {
      expect(read(digits)).toEqual(new RawNumber(digits));
      expect(read(`{"a":[${digits}]}`)).toEqual({ a: [new RawNumber(digits)] });
    },
  );

  test("text of digits stays text", () => {
    expect(read('"12.22"')).toBe("12.22");
  });
});

describe("F-32 keys that must be unique", () => {
  test.each([
    '{"code":1,"code":1}',
    '{"code":1,"x":{"code":2},"code":null}',
    '{"code" \n:1,"code"\t:2}',
    '{"code":1,"\\u0063ode":1}',
    '{"c\\u006fde":1,"co\\u0064\\u0065":1}',
    '{"money":{"amount":1,"amount":2}}',
    '{"money":{"p2p":{"amount":1,"amount":2}}}',
    '{"money":{"a":{"b":[1]},"amount":1,"amount":2}}',
    '{"x":"\\\\","code":1,"code":2}',
    '{"x":"\\"code\\":","code":1,"code":2}',
  ])("%s is refused", (text) => {
    expect(read(text)).toBeUndefined();
  });

  test.each([
    '{"a":1,"a":2}',
    '{"amount":1,"amount":2}',
    '{"code":1,"Code":2}',
    '{"code":1,"x":{"code":1,"code":2}}',
    '{"money":[{"amount":1,"amount":2}]}',
    '{"other":{"amount":1,"amount":2}}',
    '{"code":"\\"code\\":\\"code\\":"}',
    '[{"code":1,"code":2}]',
    '{"code":1,"x":["code","code"]}',
  ])("%s is read", (text) => {
    expect(plain(read(text))).toEqual(
      plain(JSON.parse(text, (_key, value) => (typeof value === "number" ? String(value) : value))),
    );
  });
});

describe("nesting", () => {
  const nested = (depth: number) => `${"[".repeat(depth)}${"]".repeat(depth)}`;
  test("F-34 32 levels are read, 33 and 200 000 are refused", () => {
    expect(read(nested(32))).toBeDefined();
    expect(read(nested(33))).toBeUndefined();
    expect(read(`${'{"a":'.repeat(33)}1${"}".repeat(33)}`)).toBeUndefined();
    expect(read("[".repeat(200_000))).toBeUndefined();
  });

  test("brackets in strings do not count", () => {
    expect(read(`"${"[".repeat(1_000)}"`)).toHaveLength(1_000);
    expect(read(`{"a":"\\"${"{".repeat(1_000)}"}`)).toBeDefined();
  });

  test("many sibling lists are one level deep", () => {
    expect(read(`[${"[],".repeat(1_000)}[]]`)).toHaveLength(1_001);
  });
});

describe("bytes", () => {
  test.each([
    ["a byte order mark is skipped", "efbbbf7b7d", {}],
    ["F-25 an invalid byte", "22ff22", undefined],
    ["F-25 an overlong form", "22c0af22", undefined],
    ["F-25 a surrogate as UTF-8", "22eda08022", undefined],
    ["F-25 a truncated character", "22d0", undefined],
    ["two marks", "efbbbfefbbbf7b7d", undefined],
    ["an empty body", "", undefined],
    ["NUL", "00", undefined],
  ])("%s", (_name, hex, expected) => {
    expect(readJson(Buffer.from(hex, "hex"), SINGLE)).toEqual(expected);
  });

  test("an escaped lone surrogate is kept in the text", () => {
    expect(read('"\\ud800"')).toBe("\ud800");
  });

  test.each(['"', "\\", "{", '\\"', '"\\', '{"', '":', "[]"])(
    "a megabyte of %s is read to its end and is no JSON",
    (text) => {
      expect(read(text.repeat(500_000))).toBeUndefined();
    },
  );

  test.each([
    ["\\\\", "\\"],
    ['\\"', '"'],
  ])("a text of a million characters, all %s, is read", (text, character) => {
    expect(read(`"${text.repeat(500_000)}"`)).toBe(character.repeat(500_000));
  });
});

test("F-33 __proto__ is an ordinary key and sets no prototype", () => {
  const value = read('{"__proto__":{"admin":true}}');
  expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
  expect(value).not.toHaveProperty("admin");
});

test("fast-check: accepts exactly what JSON.parse accepts", () => {
  fc.assert(
    fc.property(fc.json({ maxDepth: 8 }), fc.nat(), (text, at) => {
      const expected = JSON.parse(text, (_key, value) =>
        typeof value === "number" ? "number" : value,
      );
      const withoutDigits = JSON.stringify(read(text), (_key, value) =>
        value instanceof RawNumber ? "number" : value,
      );
      expect(withoutDigits).toBe(JSON.stringify(expected));
      const cut = text.slice(0, at % text.length);
      let isJson = true;
      try {
        JSON.parse(cut);
      } catch {
        isJson = false;
      }
      expect(read(cut) !== undefined).toBe(isJson);
    }),
    { numRuns: 1_000 },
  );
});
