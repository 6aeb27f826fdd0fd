import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type MerchantData, readMerchantData } from "./merchant-data.ts";

const readOf = (data: string) => readMerchantData(data, "205218074");

function fieldsOf(read: MerchantData): readonly { name: string; value: string }[] {
  return read.form === "fields" ? read.fields : [];
}

describe("the merchant's data", () => {
  test("a JSON object is fields", () => {
    expect(readOf('{"order":"A-1","sum":33900,"gift":true,"more":{"a":[1]}}')).toEqual({
      form: "fields",
      fields: [
        { name: "order", value: "A-1" },
        { name: "sum", value: "33900" },
        { name: "gift", value: "true" },
        { name: "more", value: '{"a":[1]}' },
      ],
      more: 0,
    });
  });

  test("a query string is fields, a repeated name keeps its values", () => {
    expect(readOf("order=A%201&tag=x&tag=y")).toMatchObject({
      fields: [
        { name: "order", value: "A 1" },
        { name: "tag", value: "x\ny" },
      ],
    });
  });

  test.each([
    ["a=1", [["a", "1"]]],
    [
      "cart[0]=x&cart.size=1",
      [
        ["cart[0]", "x"],
        ["cart.size", "1"],
      ],
    ],
    ["empty=", [["empty", ""]]],
    ["formula=%3D1%2B1+2", [["formula", "=1+1 2"]]],
    ["broken=%E0%A4%A", [["broken", "\ufffd%A"]]],
    ['{"nothing":null}', [["nothing", "null"]]],
    ['  {"":"no name"}\n', [["", "no name"]]],
    ['{"a":"{\\"b\\":1}"}', [["a", '{"b":1}']]],
  ])("%s is read as fields", (data, pairs) => {
    const fields = pairs.map(([name, value]) => ({ name, value }));
    expect(readOf(data)).toEqual({ form: "fields", fields, more: 0 });
  });

  test.each([
    ["plain words"],
    ["[1,2]"],
    ["42"],
    ['"text"'],
    ["null"],
    ["a = b"],
    ["{}"],
    [""],
    ["?a=1"],
    ["a=1&"],
    ["a=1&b"],
    ["=1"],
    ["имя=1"],
    ["{'a':1}"],
    ['{"a":1'],
    ["<b>a=1</b>"],
  ])("%s is read as text", (data) => {
    expect(readOf(data)).toEqual({ form: "text", text: data });
  });

  test.each([
    '{"order":12345678901234567}',
    '{"order":9007199254740993}',
    '{"nested":[{"order":-12345678901234567890}]}',
    '{"order":1e400}',
  ])("%s would lose digits as fields, so it is text", (data) => {
    expect(readOf(data)).toEqual({ form: "text", text: data });
  });

  test("a safe number and a quoted long number are fields", () => {
    expect(fieldsOf(readOf('{"a":9007199254740991,"b":"90071992547409930"}'))).toEqual([
      { name: "a", value: "9007199254740991" },
      { name: "b", value: "90071992547409930" },
    ]);
  });

  test("Base64 that ends in = is text and not one endless name", () => {
    const data = `${"eyJh".repeat(60)}=`;
    expect(readOf(data)).toEqual({ form: "text", text: data });
  });

  test.each([
    ["JSON", '{"a":"4111\\t1111\\t1111\\t1111"}'],
    ["JSON's numbers of characters", '{"a":"\\u0034111111111111111"}'],
    ["a query string", "a=%34111111111111111"],
    ["a query string with a repeated name", "a=4111&a=1111&a=1111&a=1111"],
  ])("a card number hidden by %s is removed", (_what, data) => {
    const [field] = fieldsOf(readOf(data));
    expect(field?.value).toContain("••••••1111");
  });
});

describe("a key such as __proto__ is an ordinary name (A-50)", () => {
  test.each([
    ["JSON", '{"__proto__":{"polluted":"yes"},"constructor":"x","prototype":"y"}'],
    ["a query string", "__proto__=%7B%22polluted%22%3A%22yes%22%7D&constructor=x&prototype=y"],
  ])("in %s", (_what, data) => {
    expect(fieldsOf(readOf(data))).toEqual([
      { name: "__proto__", value: '{"polluted":"yes"}' },
      { name: "constructor", value: "x" },
      { name: "prototype", value: "y" },
    ]);
    expect({}).not.toHaveProperty("polluted");
  });
});

describe("everything has a limit", () => {
  test("many fields are counted, not all shown", () => {
    const names = Array.from({ length: 50 }, (_, at) => `f${at}`);
    const json = JSON.stringify(Object.fromEntries(names.map((name) => [name, name])));
    for (const data of [json, names.map((name) => `${name}=${name}`).join("&")]) {
      const read = readOf(data);
      expect(read).toMatchObject({ more: 10 });
      expect(fieldsOf(read)).toHaveLength(40);
      expect(fieldsOf(read).at(-1)).toEqual({ name: "f39", value: "f39" });
    }
  });

  test("long texts, values and names are truncated", () => {
    const long = "x".repeat(5_000);
    expect(readOf(long)).toEqual({ form: "text", text: "x".repeat(2_000) });
    expect(fieldsOf(readOf(JSON.stringify({ [long]: long })))).toEqual([
      { name: "x".repeat(100), value: "x".repeat(2_000) },
    ]);
    const repeated = Array.from({ length: 50 }, () => `a=${"x".repeat(100)}`).join("&");
    expect(fieldsOf(readOf(repeated))[0]?.value).toHaveLength(2_000);
  });

  test.each([1_000, 4_990, 100_000])("lists %i deep are shown, as fields or as text", (depth) => {
    const data = `{"a":${"[".repeat(depth)}${"]".repeat(depth)}}`;
    const read = readOf(data);
    const shown = read.form === "text" ? read.text : read.fields[0]?.value;
    expect(shown).toMatch(/^(?:\{"a":)?\[/);
  });
});

test("never throws, and gives a short list of plain texts", () => {
  const key = fc.oneof(fc.string(), fc.constantFrom("__proto__", "constructor", "toString"));
  const object = fc.dictionary(key, fc.jsonValue(), { maxKeys: 60 }).map((o) => JSON.stringify(o));
  const pair = fc.tuple(key, fc.string({ unit: "binary" }));
  const query = fc
    .array(pair, { maxLength: 60 })
    .map((pairs) => String(new URLSearchParams(pairs)));
  const texts = fc.oneof(
    ...[fc.string({ unit: "binary", size: "large" }), fc.json(), object, query],
    fc.webQueryParameters(),
  );
  const before = Object.getOwnPropertyNames(Object.prototype);
  fc.assert(
    fc.property(texts, (data) => {
      const read = readOf(data);
      if (read.form === "text") {
        expect(read).toEqual({ form: "text", text: data.slice(0, 2_000) });
        return;
      }
      expect(read.fields.length).toBeGreaterThan(0);
      expect(read.fields.length).toBeLessThanOrEqual(40);
      expect(read.more === 0 || read.fields.length === 40).toBe(true);
      expect(new Set(read.fields.map(({ name }) => name)).size).toBe(read.fields.length);
      for (const field of read.fields) {
        expect(field).toEqual({ name: expect.any(String), value: expect.any(String) });
        expect(field.name.length).toBeLessThanOrEqual(100);
        expect(field.value.length).toBeLessThanOrEqual(2_000);
      }
    }),
    { numRuns: 1_000 },
  );
  expect(Object.getOwnPropertyNames(Object.prototype)).toEqual(before);
});
