import { appRoutes } from "../app-routes.ts";
import { expect, test } from "../fixtures.ts";
import { FORM, rawRequest } from "../raw-request.ts";
import { endSessions, signInHere } from "./session-end.ts";

/**
 * Every handler sends a browser without a session to the sign-in, and gives a program an error code.
 */

/** Headers of a browser that submits a form of our own page. */
const BROWSER = { "sec-fetch-mode": "navigate", "sec-fetch-site": "same-origin" };

test("language and theme can be chosen without a session, and the page returns", async ({
  page,
  signIn,
  application: { url },
}) => {
  await signIn();
  await page.goto("/transactions?state=paid");
  await endSessions(url, "clerk");
  const form = page.locator("form[action='/api/preferences']");
  await form.evaluate((one: HTMLFormElement) => {
    one.append(Object.assign(document.createElement("input"), { name: "language", value: "en" }));
    one.submit();
  });
  await signInHere(page, "clerk");
  await expect(page).toHaveURL(/\/transactions\?state=paid$/);
});

test("every handler for staff redirects a browser to the sign-in and answers 401 to a program", async ({
  application: { url },
}) => {
  const handlers = appRoutes().filter(({ is, isPublic }) => is === "handler" && !isPublic);
  expect(handlers.length).toBeGreaterThan(15);
  for (const { path, methods } of handlers) {
    for (const method of methods) {
      const isForm = method === "POST";
      const options = { method, ...(isForm && { body: "act=invite" }) };
      const type = isForm ? FORM : {};
      const browsers = [BROWSER, { accept: "text/html,application/xhtml+xml" }];
      for (const headers of browsers) {
        const answer = await rawRequest(url, path, {
          ...options,
          headers: { ...headers, ...type },
        });
        expect([path, answer.status]).toEqual([path, 303]);
        expect(answer.headers.location).toMatch(/^\/api\/auth\/signin\?callbackUrl=%2F/);
      }
      const programs = [{}, { accept: "application/json" }, { "sec-fetch-mode": "cors" }];
      for (const headers of programs) {
        const answer = await rawRequest(url, path, {
          ...options,
          headers: { ...headers, ...type },
        });
        expect([path, answer.status]).toEqual([path, 401]);
        expect(answer.headers["content-type"]).toContain("application/json");
      }
    }
  }
});

test("a form of another site is refused and not kept", async ({ application: { url } }) => {
  const answer = await rawRequest(url, "/api/people", {
    method: "POST",
    headers: { ...FORM, "sec-fetch-mode": "navigate", "sec-fetch-site": "cross-site" },
    body: "act=invite&email=evil@example.com&role=admin",
  });
  expect(answer.status).toBe(403);
  expect(answer.headers.location).toBeUndefined();
});
