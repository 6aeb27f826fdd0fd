import { once } from "node:events";
import { createServer, type ServerResponse } from "node:http";
import { z } from "zod";
import type { Locale } from "#lib/i18n/locale.ts";
import { formatTime } from "#lib/time/format.ts";
import { type Application, startApplication } from "../application.ts";
import { test as base, expect, messagesOf } from "../fixtures.ts";

/** What people get while the bank hangs or fails, and what of them is recorded. */

type Behaviour = "answers" | "hangs" | "fails" | "refuses";

/** Stands before the practice bank; `hanging` are the calls that wait for an answer. */
const gateway = { behaviour: "answers" as Behaviour, calls: 0, hanging: new Set<ServerResponse>() };

const test = base.extend<object, { application: Application }>({
  application: [
    async ({}, use) => {
      const application = await startApplication({}, async ({ tokenUrl, apiUrl }) => ({
        tokenUrl,
        apiUrl: await startGateway(apiUrl),
      }));
      await use(application);
      await application.stop();
    },
    { scope: "worker", timeout: 240_000 },
  ],
});
test.describe.configure({ mode: "serial" });

async function startGateway(bank: string): Promise<string> {
  const server = createServer(async (request, response) => {
    gateway.calls += 1;
    switch (gateway.behaviour) {
      case "answers": {
        const { authorization = "" } = request.headers;
        const answer = await fetch(`${bank}${request.url}`, { headers: { authorization } });
        response.writeHead(answer.status, { "content-type": "application/json" });
        response.end(await answer.text());
        break;
      }
      case "hangs":
        gateway.hanging.add(response);
        response.once("close", () => gateway.hanging.delete(response));
        break;
      case "fails":
        response.writeHead(503).end();
        break;
      case "refuses":
        response.writeHead(404, { "content-type": "application/json" });
        response.end(JSON.stringify({ code: 1373, message: "<b>transaction</b> not found" }));
    }
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  server.unref();
  const { port } = z.object({ port: z.number() }).parse(server.address());
  return `http://127.0.0.1:${port}`;
}

const INVOICE = "10000101";

test("who leaves before the bank's answer ends the call, and is not recorded as having seen it (F-72)", async ({
  page,
  application,
  signIn,
}) => {
  await signIn();
  gateway.behaviour = "hangs";
  await page.goto(`/transactions/${INVOICE}`, { waitUntil: "commit" });
  await expect.poll(() => gateway.hanging.size).toBe(1);
  await page.goto("/account");
  await expect.poll(() => gateway.hanging.size).toBe(0);
  const program = page.request.get(`/api/transactions/${INVOICE}`, { timeout: 500 });
  await expect(program).rejects.toThrow();
  await expect.poll(() => gateway.hanging.size).toBe(0);
  const calls = gateway.calls;

  const rows = () =>
    application.query(`select event, success from audit where resource = '${INVOICE}'`);
  const left = { event: "payment.look_up_left", success: false };
  await expect.poll(rows).toEqual([left, left]);
  expect(await application.query("select 1 from observations")).toEqual([]);
  // Nothing is tried again for nobody.
  expect(gateway.calls).toBe(calls);
  gateway.behaviour = "answers";
});

test("while the bank is silent the page says at once since when, beside the last known status (F-68)", async ({
  page,
  signIn,
  speak,
}) => {
  await signIn();
  await page.goto(`/transactions/${INVOICE}`);
  await expect(
    page.locator("article[data-kind=paid]").filter({ visible: true }).first(),
  ).toBeVisible();

  gateway.behaviour = "fails";
  const answerSchema = z.object({ silentSince: z.string().nullable() });
  const ask = async () =>
    answerSchema.parse(await (await page.request.get(`/api/transactions/${INVOICE}`)).json());
  const open = async () => (await ask()).silentSince;
  await expect.poll(open, { intervals: [50], timeout: 20_000 }).not.toBeNull();
  const { silentSince } = await ask();
  const main = page.locator("main");
  for (const locale of ["kk", "ru", "en"] as const) {
    await speak(locale);
    await page.goto(`/transactions/${INVOICE}`);
    await expect(main).toContainText(sinceIn(locale, "since", silentSince));
    await expect(
      page.locator("article[data-kind=paid]").filter({ visible: true }).first(),
    ).toBeVisible();
  }

  // The page's own question may be the probe, and the person reads it before that has ended.
  gateway.behaviour = "hangs";
  await expect(async () => {
    await page.goto(`/transactions/${INVOICE}`, { waitUntil: "commit" });
    const text = sinceIn("en", "since_asking", silentSince);
    await expect(main).toContainText(text, { timeout: 1_000 });
  }).toPass();

  gateway.behaviour = "answers";
  const status = async () => (await page.request.get(`/api/transactions/${INVOICE}`)).status();
  await expect.poll(status, { intervals: [100] }).toBe(200);
});

/** The text that says since when the bank is silent. */
function sinceIn(locale: Locale, text: "since" | "since_asking", since: string | null): string {
  const time = formatTime(since ?? "", { locale, timeZone: "Asia/Almaty", style: "clock" });
  return messagesOf(locale).explain.silent[text].replace("{time}", time);
}

test("the bank's own error is shown as the text of another party, without a claim", async ({
  page,
  signIn,
}) => {
  await signIn();
  gateway.behaviour = "refuses";
  await page.goto("/transactions/10000102");
  await expect(page.locator("main")).toContainText("1373, <b>transaction</b> not found");
  await expect(page.locator("article[data-class=no_answer]")).toBeVisible();
  gateway.behaviour = "answers";
});
