import { describe, expect, test } from "vitest";
import { PCI_RULE, USUAL_RULE } from "#lib/account/password-rule.ts";
import { passwordProblem } from "./policy.ts";

const email = "aigul.serikova@shop.kz";

function problem(password: string, rule = USUAL_RULE) {
  return passwordProblem(password, { repeat: password, email, rule });
}

describe("length (P-19)", () => {
  test.each([
    ["fourteen", "tau qyrattar b", USUAL_RULE, "too_short"],
    ["fifteen", "tau qyrattar bi", USUAL_RULE, null],
    ["256", `${"tau qyrat ".repeat(25)}ashyqt`, USUAL_RULE, null],
    ["257", `${"tau qyrat ".repeat(25)}ashyqty`, USUAL_RULE, "too_short"],
    ["eleven, by PCI DSS", "tau7qyratta", PCI_RULE, "too_short"],
    ["twelve, by PCI DSS", "tau7qyrattar", PCI_RULE, null],
    ["twelve without a digit, by PCI DSS", "tauyqyrattar", PCI_RULE, "too_plain"],
    ["twelve without a letter, by PCI DSS", "749016385027", PCI_RULE, "too_plain"],
    ["letters and digits in Kazakh, by PCI DSS", "үйде7тырнақ5", PCI_RULE, null],
    // Fifteen code points, twenty-two UTF-16 code units.
    ["emoji count as one each", "🐎🌷🏔🦅🍎🐪🎪 tau qyr", USUAL_RULE, null],
    ["emoji count as one each, too few", "🐎🌷🏔🦅🍎🐪🎪🐎🌷🏔", USUAL_RULE, "too_short"],
  ])("%s", (_name, password, rule, expected) => {
    expect(problem(password, rule)).toBe(expected);
  });
});

describe("guessable passwords (A-11)", () => {
  test.each([
    "aaaaaaaaaaaaaaaa",
    "123456789012345",
    "qwertyuiopasdfgh",
    "йцукенгшщзхъфывапролд",
    "passwordpassword",
    "iloveyouiloveyou",
    "қазақстанқазақстан",
    "aigul.serikova@shop.kz",
    "serikovaserikova",
    "anyqta anyqta anyqta",
    "homebank12345678",
    "               ",
  ])("refuses %s", (password) => {
    expect(problem(password)).toBe("guessable");
  });

  test.each([
    "correct horse battery staple",
    "жеті қаз Балқашқа ұшты",
    "мой дед пас овец у Сырдарьи",
    "Kq7#mmT2!vv9Lp0xQ",
    "пароль и ещё четыре слова сбоку",
  ])("accepts %s", (password) => {
    expect(problem(password)).toBeNull();
  });
});

test("the repeated password must be equal byte for byte", () => {
  const password = "жеті қаз Балқашқа ұшты ";
  const given = { repeat: password.trim(), email, rule: USUAL_RULE };
  expect(passwordProblem(password, given)).toBe("differ");
});
