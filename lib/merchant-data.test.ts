import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readMerchantData } from "./merchant-data.ts";

describe("the merchant's data", () => {
  test("a JSON object is fields", () => {
    expect(readMerchantData('{"order":"A-1","sum":33900,"gift":true,"more":{"a":[1]}}')).toEqual({
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
    expect(readMerchantData("order=A%201&tag=x&tag=y")).toMatchObject({
      fields: [
        { name: "order", value: "A 1" },
        { name: "tag", value: "x\ny" },
      ],
    });
  });

  test.each(["plain words", "[1,2]", "42", '"text"', "null", "a = b", "{}"])(
    "%s is text",
    (data) => {
      expect(readMerchantData(data)).toEqual({ form: "text", text: data });
    },
  );

  test("a key that would reach a prototype is a name like any other", () => {
    const read = readMerchantData('{"__proto__":{"polluted":"yes"},"constructor":"x"}');
    expect(read).toMatchObject({ fields: [{ name: "__proto__" }, { name: "constructor" }] });
    expect({}).not.toHaveProperty("polluted");
  });

  test("many fields are counted, not all shown", () => {
    const data = JSON.stringify(
      Object.fromEntries(Array.from({ length: 50 }, (_, at) => [`f${at}`, at])),
    );
    expect(readMerchantData(data)).toMatchObject({ more: 10 });
  });

  test("no text throws", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (data) => {
        expect(["fields", "text"]).toContain(readMerchantData(data).form);
      }),
    );
  });
});
