import type { Page } from "@playwright/test";
import type { Role } from "#lib/account/access.ts";
import { DEMO } from "#lib/account/demo.ts";
import { expect, messagesOf } from "../fixtures.ts";
import { FORM, rawRequest, trySignIn } from "../raw-request.ts";

/** Ends sessions and signs in again, as tests of ended sessions do. */

const words = messagesOf("en");

/** The e-mail address of the demo account with this role. */
export function emailOf(role: Role): string {
  return DEMO.people.find((person) => person.role === role)?.email ?? "";
}

/** Ends every session of a demo account, as "sign out on other devices" in another browser does. */
export async function endSessions(url: string, role: Role): Promise<void> {
  const { cookie } = await trySignIn(url, { email: emailOf(role) });
  const headers = { cookie, ...FORM };
  const answer = await rawRequest(url, "/api/account/sessions", { method: "POST", headers });
  expect(answer.status).toBe(303);
}

/** Signs in by the form to which the page was redirected. */
export async function signInHere(page: Page, role: Role): Promise<void> {
  await expect(page).toHaveURL(/\/sign-in\?callbackUrl=/);
  await page.getByLabel(words.sign_in.email).fill(emailOf(role));
  await page.getByLabel(words.sign_in.password, { exact: true }).fill(DEMO.password);
  await page.getByRole("button", { name: words.sign_in.submit, exact: true }).click();
}
