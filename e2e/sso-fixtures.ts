import type { Page } from "@playwright/test";
import { DEMO } from "#lib/account/demo.ts";
import { type Application, startApplication } from "./application.ts";
import { test as base, expect, messagesOf } from "./fixtures.ts";
import { CLIENT, startIdentityProvider } from "./identity-provider.ts";

export const PROVIDER_NAME = "Shop ID";
const words = messagesOf("en");

interface Provider {
  readonly issuer: string;
  /** Learns the address of the application that uses the provider. */
  serve?(application: Application): void;
  stop(): Promise<void>;
}

/** Runs an application with a provider of its own for each worker, with additional settings. */
export function testWithProvider<Started extends Provider>(
  start: () => Promise<Started>,
  settings: Record<string, string>,
) {
  return base.extend<object, { application: Application; provider: Started }>({
    provider: [
      async ({}, use) => {
        const provider = await start();
        await use(provider);
        await provider.stop();
      },
      { scope: "worker" },
    ],
    application: [
      async ({ provider }, use) => {
        const application = await startApplication({
          OIDC_ISSUER: provider.issuer,
          ...settings,
        });
        provider.serve?.(application);
        await use(application);
        await application.stop();
      },
      { scope: "worker", timeout: 240_000 },
    ],
  });
}

/** Runs an application with an honest provider. */
export function ssoTest(settings: Record<string, string>) {
  return testWithProvider(startIdentityProvider, {
    OIDC_NAME: PROVIDER_NAME,
    ...CLIENT,
    ...settings,
  });
}

/** A person at the provider whom no other test uses. */
export function someone(): { sub: string; email: string } {
  const name = `someone-${Date.now()}-${Math.round(Math.random() * 1e6)}`;
  return { sub: name, email: `${name}@demo.kz` };
}

/** Starts the sign-in with the provider. */
export async function pressSignIn(page: Page): Promise<void> {
  await page.goto("/sign-in");
  await page
    .getByRole("button", { name: words.sso.sign_in.replace("{name}", PROVIDER_NAME) })
    .click();
}

/** Expects the page to show this error of single sign-on. */
export async function expectError(page: Page, error: keyof typeof words.sso.error): Promise<void> {
  const text = words.sso.error[error].replaceAll("{name}", PROVIDER_NAME);
  await expect(page.getByRole("alert").filter({ hasText: text })).toBeVisible();
}

/** Downloads the rows of one event from the audit log as an auditor, in another browser. */
export async function logOf(
  { url }: Application,
  { page, event }: { page: Page; event: string },
): Promise<string> {
  const context = await page.context().browser()?.newContext({ baseURL: url });
  if (!context) throw new Error("no browser");
  const { csrfToken } = await (await context.request.get("/api/auth/csrf")).json();
  await context.request.post("/api/auth/callback/credentials", {
    form: { csrfToken, email: "auditor@demo.kz", password: DEMO.password },
  });
  const log = await (await context.request.get(`/api/audit?event=${event}`)).text();
  await context.close();
  return log;
}
