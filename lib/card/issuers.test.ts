import { expect, test } from "vitest";
import { issuerName } from "./issuers.ts";

test.each([
  ["halyk bank", "Halyk Bank"],
  ["АО «Народный Банк Казахстана»", "Halyk Bank"],
  ["казкоммерцбанк", "Halyk Bank"],
  ["kaspi bank", "Kaspi Bank"],
  ["fortebank", "ForteBank"],
  ["темiрбанк / temirbank", "ForteBank"],
  ["some other bank", "Some Other Bank"],
  ["банк «ромашка»", "Банк «Ромашка»"],
])("the issuer %s is offered as %s", (spelling, name) => {
  expect(issuerName(spelling)).toBe(name);
});
