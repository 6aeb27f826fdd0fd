import { expect, test } from "vitest";
import { orderAddress } from "./order-address.ts";
import { isShopName, isShopPhone, shopLine, signed, telephoneAddress } from "./shop.ts";

test("the invoice number stands escaped wherever the template wants it", () => {
  const template = "https://shop.example.kz/admin/{invoice}?id={invoice}";
  expect(orderAddress(template, "205218074")).toBe(
    "https://shop.example.kz/admin/205218074?id=205218074",
  );
  expect(orderAddress(template, "a/b?c&d#$&")).toBe(
    "https://shop.example.kz/admin/a%2Fb%3Fc%26d%23%24%26?id=a%2Fb%3Fc%26d%23%24%26",
  );
  expect(orderAddress(null, "205218074")).toBeNull();
});

test.each([
  ["Дүкен «Айна»", true],
  ["x".repeat(61), false],
  ["", false],
  ["two\nlines", false],
  ["turned \u202e round", false],
  ["without \u200b width", false],
])("a name is one visible line: %j %s", (name, isName) => {
  expect(isShopName(name)).toBe(isName);
});

test.each([
  ["+7 (727) 000-00-00", true, "tel:+77270000000"],
  ["87270000000", true, "tel:87270000000"],
  ["1234", false, "tel:1234"],
  ["+7 727 000 00 00, +7 701 000 00 00", false, "tel:+77270000000+77010000000"],
  ["-----", false, "tel:"],
])("a telephone number is one number: %s %s", (phone, isPhone, address) => {
  expect(isShopPhone(phone)).toBe(isPhone);
  expect(telephoneAddress(phone)).toBe(address);
});

test("a text is signed with what is known of the shop", () => {
  const shop = { name: "Айна", phone: "+7 727 000 00 00" };
  expect(signed("Сәлем!", shop)).toBe("Сәлем!\nАйна, +7 727 000 00 00");
  expect(signed("Сәлем!", { ...shop, phone: null })).toBe("Сәлем!\nАйна");
  expect(signed("Сәлем!", { name: null, phone: null })).toBe("Сәлем!");
  expect(shopLine({ name: null, phone: shop.phone })).toBe(shop.phone);
});
