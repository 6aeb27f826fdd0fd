import { expect, test } from "vitest";
import { parametersOf, readListQuery } from "#lib/list/query.ts";
import { unseal } from "#lib/server/crypto/sealed-text.ts";
import { boxPath, pathFor } from "./search-box.ts";

const PAN = "4111 1111 1111 1111";

/** The path with its encrypted parameters decrypted. */
function opened(path: string): string {
  return path.replace(
    /(find|typed)=([\w-]+)/,
    (_, name, sealed) => `${name}=<${unseal(sealed, "search")}>`,
  );
}

test.each([
  ["205218074", "/transactions/205218074"],
  ["000123456", "/transactions/000123456"],
  ["№ 205 218 074", "/transactions/205218074?read=spaces,label"],
  ["205218074\n205218075", "/transactions?invoices=205218074%2C205218075"],
  ["aigul@mail.kz", "/transactions?find=<aigul@mail.kz>"],
  ["+7 701 234 56 78", "/transactions?find=<+7 701 234 56 78>"],
  ["Айгүл", "/transactions?find=<Айгүл>"],
  ["400303...9821", "/transactions?find=<400303...9821>"],
  ["RRN 231951411351", "/transactions?find=<RRN 231951411351>"],
  ["2,05218E+08", "/?problem=scientific&typed=<2,05218E+08>"],
  ["?? ..", "/?problem=characters&typed=<?? ..>"],
  ["", "/"],
  [PAN, "/?problem=card_number"],
  [`карта ${PAN}, помогите`, "/?problem=card_number"],
])("in the box of the look-up page, %j leads to %s", (text, path) => {
  expect(opened(pathFor(text, { among: "bank", terminal: undefined }).path)).toBe(path);
});

test.each([
  ["205218074", "/transactions?q=205218074"],
  ["9821", "/transactions?q=9821"],
  ["aigul", "/transactions?find=<aigul>"],
  ["22,22", "/transactions?q=22%2C22"],
  ["231951411351", "/transactions?q=231951411351"],
  // A number next to a name or an e-mail address, or like a phone number, identifies a customer.
  ["205218074 Aigul", "/transactions?find=<205218074 Aigul>"],
  ["заказ 205218074 aigul@mail.kz", "/transactions?find=<заказ 205218074 aigul@mail.kz>"],
  ["87011234567", "/transactions?find=<87011234567>"],
  ["", "/transactions"],
  [PAN, "/transactions?problem=card_number"],
])("in the box of the list, %j leads to %s", (text, path) => {
  expect(opened(pathFor(text, { among: "history", terminal: undefined }).path)).toBe(path);
});

test("a number that looks like a card's is asked about after a second press", () => {
  const own = "4870000000036";
  const bank = { among: "bank", terminal: undefined } as const;
  expect(opened(pathFor(own, bank).path)).toBe(`/?problem=card_number&typed=<${own}>`);
  expect(pathFor(own, bank).refused).toBe("card_number");
  expect(pathFor(own, { ...bank, isOwn: true })).toEqual({
    path: `/transactions/${own}?own=1`,
    refused: null,
  });
  expect(pathFor(PAN, { ...bank, isOwn: true }).refused).toBe("card_number");
});

test("a card number with a mistake is asked about after a second press, and is in no path", () => {
  const typo = "4003 0312 3456 9821";
  const bank = { among: "bank", terminal: undefined } as const;
  const refused = "card_number";
  expect(pathFor(typo, bank)).toEqual({ path: "/?problem=mistyped_card", refused });
  expect(pathFor(typo, { ...bank, among: "history" })).toEqual({
    path: "/transactions?problem=card_number",
    refused,
  });
  expect(pathFor(typo, { ...bank, isOwn: true }).path).toBe("/transactions/4003031234569821");
  expect(boxPath(typo)).toBe("/?problem=mistyped_card");
});

test("a list loses only its card number, and the path has its place", () => {
  expect(pathFor(`205218074\n${PAN}\n205218075`, { among: "bank", terminal: undefined })).toEqual({
    path: "/transactions?invoices=205218074%2C205218075&cards=2",
    refused: null,
  });
});

test("the path has the chosen terminal, and a refused card number is reported", () => {
  expect(pathFor("205218074", { among: "bank", terminal: "kiosk" })).toEqual({
    path: "/transactions/205218074?terminal=kiosk",
    refused: null,
  });
  expect(pathFor(PAN, { among: "bank", terminal: "kiosk" }).refused).toBe("card_number");
});

test("an unreadable text is returned unchanged, and the list accepts the longest search", () => {
  const typed = "?".repeat(900);
  expect(opened(pathFor(typed, { among: "bank", terminal: undefined }).path)).toContain(
    `<${typed}>`,
  );
  const { path } = pathFor("\u{1d49c}".repeat(300), { among: "history", terminal: undefined });
  const search = new URLSearchParams(path.split("?")[1]);
  expect(readListQuery(parametersOf(search))).toMatchObject({ problems: [] });
  expect(unseal(search.get("find") ?? "", "search")).toBe("\u{1d49c}".repeat(200));
});
