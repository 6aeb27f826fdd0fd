import { describe, expect, test } from "vitest";
import { samplePayment } from "#testing/sample-payment.ts";
import { textMask } from "./free-text.ts";
import { hideValues } from "./merchant-values.ts";

function hidden(data: string, ...harmless: string[]): string {
  const payment = samplePayment();
  const mask = textMask(payment);
  return hideValues(data, { mask, harmless: new Set(harmless), invoiceId: payment.invoiceId });
}

describe("the merchant's own data (K-04)", () => {
  test.each([
    [
      '{"iin":"870412400123","address":"Almaty, Abay 10-5","phone2":"7015551234","uz":"+998901234567"}',
      '{"iin":"•••","address":"•••","phone2":"•••","uz":"•••"}',
    ],
    [
      '{"sum":33900,"paid":true,"note":null,"box":"12"}',
      '{"sum":33900,"paid":true,"note":null,"box":"12"}',
    ],
    [
      '{"born":19870412,"lat":43.238949,"id":12345678901234567890}',
      '{"born":"•••","lat":"•••","id":"•••"}',
    ],
    [
      '{"order":"205218074","items":[{"name":"Toy"}]}',
      '{"order":"205218074","items":[{"name":"•••"}]}',
    ],
    ['["Abay 10"]', '["•••"]'],
    ['"Abay 10"', '"•••"'],
    ['{"a@b.kz":1}', '{"a•••@b.kz":1}'],
    ['{"address":"Almaty, Ab', "•••"],
    ['{"__proto__":{"x":"y"}}', '{"__proto__":{"x":"•••"}}'],
    ["name=Arman+Ali&sum=33900&x", "name=•••&sum=33900&x"],
    ["адрес=Абая", "адрес=•••"],
    ["gift for Arman, 8 701 555 12 34", "gift for A••••, • ••• ••• •• 34"],
    ["gift wrapping", "gift wrapping"],
  ])("%s becomes %s", (data, shown) => {
    expect(hidden(data)).toBe(shown);
  });

  test("values that the shop declared harmless are shown, without what has a personal form", () => {
    const data = '{"SKU":"Toy 5","note":"for Arman","city":"Almaty"}';
    expect(hidden(data, "sku", "note")).toBe('{"SKU":"Toy 5","note":"for A••••","city":"•••"}');
    expect(hidden("sku=Toy%205&note=%2B7+701+555+12+34", "sku", "note")).toBe(
      "sku=Toy%205&note=+• ••• ••• •• 34",
    );
  });

  test("data nested beyond what can be read are hidden", () => {
    const depth = 100_000;
    expect(hidden(`${"[".repeat(depth)}"x"${"]".repeat(depth)}`)).toBe("•••");
  });
});
