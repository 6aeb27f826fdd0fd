import { expect, messagesOf, test } from "./fixtures.ts";

test("the browser learns the address for its search bar", async ({ page, signIn, application }) => {
  await signIn();
  await page.goto("/");
  const link = page.locator('link[rel="search"]');
  await expect(link).toHaveAttribute("type", "application/opensearchdescription+xml");
  const address = (await link.getAttribute("href")) ?? "";
  const answer = await page.request.get(address);
  expect(answer.headers()["content-type"]).toBe(
    "application/opensearchdescription+xml; charset=utf-8",
  );
  const read = await page.evaluate(
    (text) => {
      const document = new DOMParser().parseFromString(text, "application/xml");
      return {
        fault: document.querySelector("parsererror")?.textContent ?? null,
        name: document.querySelector("ShortName")?.textContent,
        template: document.querySelector('Url[type="text/html"]')?.getAttribute("template"),
      };
    },
    await answer.text(),
  );
  expect(read).toEqual({
    fault: null,
    name: "Anyqta",
    template: `${application.url}/i/{searchTerms}`,
  });
});

test("a short link opens the payment, or the box with the text", async ({
  page,
  signIn,
  application,
}) => {
  await page.goto("/i/205218074");
  await expect(page).toHaveURL(/\/sign-in\?callbackUrl=/);
  expect(new URL(page.url()).searchParams.get("callbackUrl")).toMatch(/\/i\/205218074$/);
  await page.goto("/i/4111%201111%201111%201111");
  await expect(page).toHaveURL(/\/sign-in/);
  expect(page.url()).not.toContain("1111");
  await signIn();
  const goes = async (from: string) => {
    const answer = await page.request.get(from, { maxRedirects: 0 });
    return answer.headers().location;
  };
  expect(await goes("/i/205218074")).toBe("/transactions/205218074");
  expect(await goes("/i/%20007%20")).toBe("/transactions/007");
  expect(await goes("/i/%E2%84%96%20205-218-074")).toMatch(/^\/transactions\/205218074\?read=/);
  // Other texts are searched, encrypted; unreadable ones return to the box.
  expect(await goes("/i/aigul@mail.kz")).toMatch(/^\/transactions\?find=[\w-]+$/);
  expect(await goes("/i/%3F/..%3F")).toMatch(/^\/\?problem=characters&typed=[\w-]+$/);
  expect(await goes("/i/4111111111111111")).toBe("/?problem=card_number");
  await page.goto("/?problem=card_number");
  await expect(page.locator("#invoice-reads")).toHaveText(
    messagesOf("en").look_up.problem.card_number,
  );
  expect(application.output()).not.toContain("4111111111111111");
});
