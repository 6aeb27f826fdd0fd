import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { answer } from "#testing/bank/sample-answer.ts";
import { body, json, type Reply, ScriptedBank, token } from "#testing/bank/scripted-bank.ts";

// What gateways, firewalls and the bank's own errors make of an answer.

const CHARGE = { statusName: "CHARGE", payoutAmount: 0, orgAmount: 12.22 };
const GOOD = JSON.stringify(answer(CHARGE));

let bank: ScriptedBank;
beforeAll(async () => {
  bank = await new ScriptedBank().open();
});
afterAll(() => bank.close());

async function asked(reply: Reply) {
  bank.onToken(token());
  bank.onStatus(reply);
  return bank.ask();
}

const typed = (type: string) => body(GOOD, { headers: { "content-type": type } });

describe("a compressed answer, which nobody asked for, is a fault of its own", () => {
  test.each([
    ["F-26 gzip", body(gzipSync(GOOD), { headers: { "content-encoding": "gzip" } })],
    [
      "F-26 a gzip bomb",
      body(gzipSync(Buffer.alloc(20_000_000)), { headers: { "content-encoding": "gzip" } }),
    ],
    ["F-26 br", body(GOOD, { headers: { "content-encoding": "br" } })],
    [
      "F-26 chained encodings",
      body(GOOD, { headers: { "content-encoding": "gzip, gzip, identity" } }),
    ],
  ])("%s", async (_name, reply) => {
    expect(await asked(reply)).toMatchObject({ kind: "unreadable", fault: "compressed" });
    expect(bank.statusCalls).toHaveLength(1);
  });
});

describe("the bank's JSON under another content type is used and flagged (F-24)", () => {
  test.each(["text/plain; charset=utf-8", "application/json, application/json", "binary"])(
    "%s",
    async (type) => {
      const said = await asked(typed(type));
      expect(said).toMatchObject({ kind: "paid" });
      expect(said.flags).toContainEqual({ code: "content_type_unexpected", raw: type });
    },
  );

  test("with 400 and a result code, too", async () => {
    const headers = { "content-type": "text/plain" };
    const said = await asked(json({ resultCode: "102" }, { status: 400, headers }));
    expect(said).toMatchObject({ kind: "not_found" });
  });

  test("but no card number from it reaches the log", async () => {
    await asked(typed("text/x-4111111111111111"));
    expect(JSON.stringify(bank.events)).not.toContain("4111111111111111");
  });

  test("a token, too", async () => {
    bank.onToken(token({}, { headers: { "content-type": "text/plain" } }));
    bank.onStatus(json({ resultCode: "102" }));
    expect(await bank.ask()).toMatchObject({ kind: "not_found" });
  });
});

describe("what a firewall on the way answers is told apart from the bank's refusal", () => {
  const page = body("<html><h1>Access denied</h1></html>", {
    status: 403,
    headers: { "content-type": "text/html", server: "ddos-guard" },
  });

  test("403 with a page at the status service", async () => {
    expect(await asked(page)).toMatchObject({ kind: "our_settings", fault: "blocked" });
  });

  test("403 with a page at the token service", async () => {
    bank.onToken(page);
    expect(await bank.ask()).toMatchObject({ kind: "our_settings", fault: "blocked" });
  });

  test("403 with the bank's JSON stays what it was", async () => {
    expect(await asked(json({}, { status: 403 }))).toMatchObject({ fault: "wrong_address" });
    bank.onToken(json({ error: "invalid_client" }, { status: 403 }));
    expect(await bank.ask()).toMatchObject({ fault: "credentials_refused" });
  });
});

describe("the bank's own error form is passed on and claims nothing", () => {
  const error = { code: 1373, message: "transaction not found" };
  const said = { code: "1373", message: "transaction not found" };

  test.each([200, 302, 400, 403, 404, 405, 410, 415])("with status %i", async (status) => {
    const answered = await asked(json(error, { status }));
    expect(answered).toMatchObject({ kind: "bank_error", fault: "refused_with_code", said });
    expect(answered).toMatchObject({ class: "no_answer", payment: null, resultCode: null });
    expect(bank.statusCalls).toHaveLength(1);
  });

  test.each([
    [500, "bank_failing"],
    [401, "access_refused"],
    [429, "bank_asks_to_wait"],
  ])("with status %i the fault stays, as it says what to do", async (status, fault) => {
    expect(await asked(json(error, { status }))).toMatchObject({ fault, said });
  });

  test("of the token service", async () => {
    bank.onToken(json(error, { status: 404 }));
    expect(await bank.ask()).toMatchObject({ fault: "refused_with_code", said });
    bank.onToken(json(error, { status: 400 }));
    expect(await bank.ask()).toMatchObject({ fault: "credentials_refused", said });
  });

  test("as a hostile text: no card number, not endless, and logged", async () => {
    const message = `4111 1111 1111 1111 \u0000 ${"x".repeat(10_000)}`;
    const answered = await asked(json({ code: "E-1", message }, { status: 404 }));
    expect(answered.said?.code).toBe("E-1");
    expect(answered.said?.message).not.toMatch(/4111.?1111.?1111/);
    expect(answered.said?.message?.length).toBeLessThanOrEqual(300);
    expect(bank.events.at(-1)).toMatchObject({ type: "answer", said: answered.said });
  });

  test("but an answer with a result code is an answer, also with such fields beside it", async () => {
    expect(await asked(json({ ...answer(CHARGE), ...error }))).toMatchObject({
      ...{ kind: "paid", said: null },
    });
  });

  test.each([
    { code: { a: 1 }, message: "m" },
    { code: "a b", message: "m" },
    { code: "x".repeat(41), message: "m" },
    { message: "m" },
    [error],
  ])("but not what only resembles it: %j", async (value) => {
    expect(await asked(json(value, { status: 404 }))).toMatchObject({
      ...{ fault: "wrong_address", said: null },
    });
  });
});
