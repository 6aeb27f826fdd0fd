import type { Page } from "@playwright/test";
import { expect } from "../fixtures.ts";

/** Looks payments up, so that they are in the list. */
export async function lookUp(page: Page, invoices: readonly string[]): Promise<void> {
  for (const invoice of invoices) {
    const answer = await page.request.get(`/api/transactions/${invoice}`);
    expect(answer.status(), invoice).toBe(200);
  }
}

/** The invoice numbers in the list, from the top. */
export function numbersOf(page: Page): Promise<string[]> {
  return page.locator("tbody [data-list-link]").allTextContents();
}
