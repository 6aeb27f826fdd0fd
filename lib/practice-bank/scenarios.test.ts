import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { retiredIn } from "#testing/language-rules.ts";
import { bankDate, transaction } from "./answers/transaction.ts";
import { FAULT_NAMES } from "./faults/names.ts";
import { GROUP_IDS } from "./scenario.ts";
import { PRACTICE_GROUPS, PRACTICE_SCENARIOS, SCENARIOS } from "./scenarios.ts";

describe("the table", () => {
  test("no invoice number occurs twice", () => {
    const numbers = PRACTICE_SCENARIOS.map((scenario) => scenario.invoice);
    expect(new Set(numbers).size).toBe(numbers.length);
  });

  test("the last six characters are unique, as the bank asks of a shop", () => {
    const endings = PRACTICE_SCENARIOS.map((scenario) => scenario.invoice.slice(-6));
    expect(new Set(endings).size).toBe(endings.length);
  });

  test("numbers have 6 to 15 digits, except the two of another form", () => {
    const unusual = PRACTICE_SCENARIOS.filter(({ invoice }) => !/^\d{6,15}$/.test(invoice));
    expect(unusual.map(({ invoice }) => invoice)).toEqual(["20251231000012345", "SHOP-2025-A17"]);
  });

  test("every title exists in three languages, and no two scenarios share one", () => {
    for (const language of ["kk", "ru", "en"] as const) {
      const titles = PRACTICE_SCENARIOS.map(({ title }) => title[language]);
      expect(titles.filter((title) => title.trim() === "")).toEqual([]);
      expect(new Set(titles).size).toBe(titles.length);
    }
  });

  test("titles use no word that the glossary retired", () => {
    const titles = [...PRACTICE_SCENARIOS, ...PRACTICE_GROUPS].map(({ title }) => title);
    for (const language of ["kk", "ru", "en"] as const) {
      expect(titles.flatMap((title) => retiredIn(title[language], language))).toEqual([]);
    }
  });

  test("Kazakh titles are not the Russian ones", () => {
    const same = PRACTICE_SCENARIOS.filter(({ title }) => title.kk === title.ru);
    expect(same).toEqual([]);
  });

  test("every group has a name and at least one scenario", () => {
    expect(PRACTICE_GROUPS.map(({ id }) => id)).toEqual([...GROUP_IDS]);
    expect(new Set(PRACTICE_SCENARIOS.map(({ group }) => group))).toEqual(new Set(GROUP_IDS));
  });

  test("every fault can be practised with an invoice of its own", () => {
    const faults = SCENARIOS.flatMap(({ fault }) => (fault === undefined ? [] : [fault]));
    expect(faults.toSorted()).toEqual([...FAULT_NAMES].toSorted());
  });

  test("importing the table needs no Node module", () => {
    const seen = new Set<string>();
    const visit = (file: string): void => {
      if (seen.has(file)) return;
      seen.add(file);
      const source = readFileSync(new URL(file, import.meta.url), "utf8");
      expect(source, file).not.toMatch(/from "node:/);
      for (const [, found = ""] of source.matchAll(/from "(\.[^"]+)"/g)) {
        visit(new URL(found, new URL(file, import.meta.url)).href);
      }
    };
    visit(new URL("./scenarios.ts", import.meta.url).href);
    const files = readdirSync(new URL("./scenarios", import.meta.url));
    expect(seen.size).toBeGreaterThan(files.length);
  });
});

describe("default fields", () => {
  const origin = { invoice: "10000101", terminal: "main" } as const;

  test("a payment is the same each time it is made", () => {
    expect(transaction(origin)).toEqual(transaction(origin));
  });

  test("dates carry +06:00 up to the change of 2024, +05:00 after it", () => {
    const change = Date.parse("2024-03-01T00:00:00+06:00");
    expect(bankDate(change - 1)).toMatch(/^2024-02-29T23:59:59\.999\d{3}\+06:00$/);
    expect(bankDate(change)).toMatch(/^2024-02-29T23:00:00\.000\d{3}\+05:00$/);
  });

  test("the RRN begins with the year's last digit and the day of the year", () => {
    const createdAt = Date.parse("2022-11-15T03:52:17+06:00");
    expect(transaction({ ...origin, createdAt }).reference).toMatch(/^2319\d{8}$/);
  });

  test("a saved-card id is there, as the real bank sends one", () => {
    expect(transaction(origin).cardID).toMatch(/^[0-9a-f-]{36}$/);
  });
});
