import type { Page } from "@playwright/test";
import { z } from "zod";
import { errorSchema } from "#lib/http/errors.ts";
import { type LookUpAnswer, lookUpAnswerSchema } from "#lib/payment/look-up.ts";
import type { FaultName } from "#lib/practice-bank/faults/names.ts";
import { PRACTICE_TERMINALS } from "#lib/practice-bank/token/credentials.ts";
import { BANK_LATENCY_MS } from "./application.ts";
import { expect, test } from "./fixtures.ts";

test("signed out: 401 before anything else, and the bank is not asked", async ({
  request,
  application,
}) => {
  const before = { ...application.bank.calls };
  for (const path of ["205218074", "4111111111111111", "..%2f..", "205218074?terminal=nope"]) {
    const answer = await request.get(`/api/transactions/${path}`);
    expect(answer.status()).toBe(401);
    expect(errorSchema.parse(await answer.json()).error).toBe("signed_out");
  }
  expect(application.bank.calls).toEqual(before);
});

test("a good answer carries kind, class, codes, time, terminal and the payment (A-51)", {
  tag: "@smoke",
}, async ({ page, signIn }) => {
  await signIn();
  const answer = await page.request.get("/api/transactions/205218074");
  expect(answer.status()).toBe(200);
  expect(answer.headers()["cache-control"]).toBe("private, no-store, no-transform");
  expect(lookUpAnswerSchema.parse(await answer.json())).toMatchObject({
    kind: "partly_refunded",
    class: "settled",
    resultCode: "100",
    statusName: "REFUND",
    terminal: "main",
    payment: { amount: { decimal: "12.22", minorUnits: "1222" }, currency: "KZT" },
  });
});

test("the tag of an answer stays for as long as the bank says the same", async ({
  page,
  signIn,
}) => {
  await signIn();
  const ask = async (path: string) => {
    const answer = await page.request.get(`/api/transactions/${path}`);
    const { observationId } = lookUpAnswerSchema.parse(await answer.json());
    return { observationId, tag: answer.headers().etag };
  };
  const [first, again, named, other] = [
    await ask("10000101"),
    await ask("10000101"),
    await ask("10000101?terminal=main"),
    await ask("10000102"),
  ];
  expect(first.tag).toMatch(/^W\/"[\w-]{22}"$/);
  expect(again.observationId).not.toBe(first.observationId);
  expect([again.tag, named.tag]).toEqual([first.tag, first.tag]);
  expect(other.tag).not.toBe(first.tag);
});

test("impossible numbers and unknown terminals are 400, without a bank call, and told (A-64)", async ({
  page,
  signIn,
  application,
}) => {
  await signIn();
  const before = application.bank.calls.status;
  const cases = [
    ["..%2f..", "invalid_invoice_number"],
    ["a%20b", "invalid_invoice_number"],
    ["４００３", "invalid_invoice_number"],
    ["4111111111111111", "invalid_invoice_number"],
    ["1".repeat(65), "invalid_invoice_number"],
    ["205218074?terminal=nope", "unknown_terminal"],
    ["205218074?service=cards", "invalid_input"],
  ];
  for (const [path, error] of cases) {
    const answer = await page.request.get(`/api/transactions/${path}`);
    expect(answer.status(), path).toBe(400);
    const refused = errorSchema.parse(await answer.json());
    expect(refused.error, path).toBe(error);
    // The log holds the code and the reference, not what was sent.
    const line = `"requestId":"${refused.reference}","code":"${error}"`;
    await expect.poll(application.output).toContain(line);
  }
  expect(application.output()).not.toContain("4111111111111111");
  expect(application.bank.calls.status).toBe(before);
});

test("another site, and a prefetch, cannot make us ask the bank (A-20, A-21)", async ({
  page,
  signIn,
  application,
}) => {
  await signIn();
  const before = application.bank.calls.status;
  const hostile: Record<string, string>[] = [
    { "sec-fetch-site": "cross-site" },
    { "sec-fetch-site": "same-site" },
    { "sec-purpose": "prefetch" },
    { purpose: "prefetch" },
  ];
  for (const headers of hostile) {
    const answer = await page.request.get("/api/transactions/205218074", { headers });
    expect(answer.status()).toBe(403);
  }
  const frames: Record<string, string>[] = [
    { "sec-fetch-site": "cross-site", "sec-fetch-dest": "image" },
    { "sec-purpose": "prefetch;prerender" },
    { rsc: "1", "next-router-prefetch": "1" },
    { rsc: "1", "next-router-prefetch": "1", "next-router-segment-prefetch": "/_tree" },
  ];
  for (const headers of frames) await page.request.get("/transactions/205218074", { headers });
  expect(application.bank.calls.status).toBe(before);
  await signIn("auditor");
  const log = await (await page.request.get("/api/audit?event=request.refused")).text();
  expect(log.match(/request\.refused,\/api\/transactions\/205218074/g)).toHaveLength(2);
});

test("five hundred look-ups of one invoice at once are one bank call", async ({
  page,
  signIn,
  application,
}) => {
  await signIn();
  const before = application.bank.calls.status;
  // So slow that all have come before it answers, however busy the machine is.
  application.bank.setLatency(2_500);
  const answers = await askAtOnce(page, {
    baseURL: application.url,
    invoices: Array.from({ length: 500 }, () => "10000101"),
  });
  application.bank.setLatency(BANK_LATENCY_MS);
  expect(new Set(answers.map(({ kind }) => kind))).toEqual(new Set(["paid"]));
  expect(application.bank.calls.status - before).toBe(1);
});

test("five hundred different ones at a cold start are one token call a terminal", async ({
  page,
  signIn,
  application,
}) => {
  await application.restart("SIGKILL");
  await signIn();
  const before = application.bank.calls.token;
  const invoices = Array.from({ length: 500 }, (_, place) => `88${String(place).padStart(6, "0")}`);
  const answers = await askAtOnce(page, { baseURL: application.url, invoices });
  // Where the machine is too busy, some are not answered within their time.
  const kinds = new Set(answers.map(({ kind }) => kind));
  kinds.delete("unreachable");
  expect([...kinds]).toEqual(["not_found"]);
  // One for each terminal, as none knew them and all were asked.
  expect(application.bank.calls.token - before).toBe(PRACTICE_TERMINALS.length);
});

/** Really at once: a connection for each, over Node's own fetch. */
async function askAtOnce(
  page: Page,
  { baseURL, invoices }: { baseURL: string; invoices: readonly string[] },
): Promise<LookUpAnswer[]> {
  const cookies = await page.context().cookies();
  const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join("; ");
  // In another kind of browser the cookie would be nobody's.
  const headers = { cookie, "user-agent": await page.evaluate(() => navigator.userAgent) };
  return Promise.all(
    invoices.map(async (invoice) => {
      const answer = await fetch(`${baseURL}/api/transactions/${invoice}`, { headers });
      return lookUpAnswerSchema.parse(await answer.json());
    }),
  );
}

const FAULTS: readonly [FaultName, number, string][] = [
  ["500", 503, "unreachable"],
  ["503-retry-after", 503, "unreachable"],
  ["429", 503, "unreachable"],
  ["reset", 503, "unreachable"],
  ["403", 502, "our_settings"],
  ["404", 502, "our_settings"],
  ["401-always", 502, "our_settings"],
  ["redirect", 502, "unreadable"],
  ["html-200", 502, "unreadable"],
  ["truncated-json", 502, "unreadable"],
  ["oversize", 502, "unreadable"],
  ["invalid-utf8", 502, "unreadable"],
  ["duplicate-amount", 502, "unreadable"],
  ["other-invoice", 502, "unreadable"],
];

test("each fault of the bank has its status and kind", async ({ page, signIn, application }) => {
  await signIn();
  for (const [fault, status, kind] of FAULTS) {
    application.bank.setFault(fault);
    const answer = await page.request.get("/api/transactions/205218074");
    application.bank.setFault(null);
    expect(answer.status(), fault).toBe(status);
    expect(lookUpAnswerSchema.parse(await answer.json()), fault).toMatchObject({
      kind,
      class: "no_answer",
      payment: null,
    });
  }
});

test("the description of the API is there for anybody and names the schemas", async ({
  request,
}) => {
  const document = await (await request.get("/api/openapi.json")).json();
  expect(document.openapi).toBe("3.1.1");
  expect(document.paths["/api/transactions/{invoiceId}"].get.responses["502"]).toBeDefined();
  expect(document.components.schemas.LookUpAnswer.required).toEqual(
    expect.arrayContaining(["kind", "class", "resultCode", "statusName", "checkedAt", "terminal"]),
  );
});

test("without a terminal all are asked in turn, as the description says", async ({
  page,
  request,
  signIn,
}) => {
  const document = await (await request.get("/api/openapi.json")).json();
  const { parameters } = document.paths["/api/transactions/{invoiceId}"].get;
  const terminal = parameters.find(({ name }: { name: string }) => name === "terminal");
  expect(terminal.description).toContain("all are asked in turn until one knows the invoice");
  await signIn();
  const asked = async (path: string) => {
    const answer = await page.request.get(`/api/transactions/${path}`);
    return lookUpAnswerSchema
      .extend({ asked: z.array(z.object({ terminal: z.string() })) })
      .parse(await answer.json())
      .asked.map((each) => each.terminal);
  };
  expect(await asked("8877665544")).toEqual(PRACTICE_TERMINALS.map(({ alias }) => alias));
  expect(await asked("8877665544?terminal=main")).toEqual(["main"]);
});

test("health says ok, and liveness no more than that", async ({ request }) => {
  for (const path of ["/api/health/ready", "/api/health"]) {
    const answer = await request.get(path);
    expect(await answer.json()).toEqual({
      status: "ok",
      auditShipping: "ok",
      disk: expect.stringMatching(/^(?:ok|low)$/),
    });
  }
  expect(await (await request.get("/api/health/live")).json()).toEqual({ status: "ok" });
});
