import type { Browser } from "@playwright/test";
import { startBrowser } from "../measuring/browser.ts";
import { signIn, startDemo } from "./application.ts";
import { startBank } from "./bank-behaviour.ts";
import { startMinimalNext } from "./minimal-next.ts";

/** Until the bank of the goals about slow phones answers. */
export const BANK_MILLISECONDS = 200;

/** The product with somebody signed in, the minimal app beside it, and a browser for both. */
export async function startForSlowPhone(): Promise<{
  origin: string;
  cookie: string;
  minimal: string;
  browser: Browser;
}> {
  const bank = await startBank({ answerMs: BANK_MILLISECONDS });
  const minimal = await startMinimalNext(bank.origin);
  const { origin } = await startDemo(bank.origin);
  const cookie = await signIn(origin);
  return { origin, cookie, minimal: minimal.origin, browser: await startBrowser() };
}
