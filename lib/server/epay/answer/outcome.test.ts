import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from "vitest";
import { bankAnswerSchema, type Kind } from "#lib/payment/payment.ts";
import { answer, p2pAnswer } from "#testing/bank/sample-answer.ts";
import {
  body,
  INVOICE,
  json,
  numberedTokens,
  ScriptedBank,
  TERMINAL,
  token,
} from "#testing/bank/scripted-bank.ts";

let bank: ScriptedBank;
beforeAll(async () => {
  bank = await new ScriptedBank().open();
});
afterAll(() => bank.close());

async function asked(...replies: Parameters<ScriptedBank["onStatus"]>) {
  bank.onToken(token());
  bank.onStatus(...replies);
  const result = await bank.ask();
  expect(bankAnswerSchema.parse(result)).toEqual(result);
  return result;
}

const html = { headers: { "content-type": "text/html" } };

describe("the HTTP status decides before the body", () => {
  test.each([408, 425, 500, 501, 502, 503, 504, 599])(
    "F-18 %i with any body: the bank is failing, three attempts",
    async (status) => {
      for (const reply of [
        json(answer({ statusName: "CHARGE" }), { status }),
        body("<html>busy</html>", { status, ...html }),
        body("", { status }),
      ]) {
        const said = await asked(reply);
        expect(said).toMatchObject({
          kind: "unreachable",
          class: "no_answer",
          fault: "bank_failing",
        });
        expect(said.payment).toBeNull();
        expect(bank.statusCalls).toHaveLength(3);
      }
    },
  );

  test.each([403, 404, 405, 410, 415])("F-16 %i: our settings, one attempt", async (status) => {
    const said = await asked(json({ resultCode: "102" }, { status }));
    expect(said).toMatchObject({
      kind: "our_settings",
      class: "no_answer",
      fault: "wrong_address",
    });
    expect(bank.statusCalls).toHaveLength(1);
  });

  test.each([
    201, 202, 203, 204, 205, 206, 207, 300, 301, 302, 303, 304, 307, 308, 402, 406, 409, 418, 451,
    600, 999,
  ])("F-14 F-15 %i: not the bank, one attempt", async (status) => {
    const headers = { location: `${bank.origin}/api/elsewhere` };
    const content = status === 204 || status === 304 ? "" : JSON.stringify(answer());
    const said = await asked(body(content, { status, headers }));
    expect(said).toMatchObject({ kind: "unreadable", class: "no_answer", fault: "not_the_bank" });
    expect(bank.statusCalls).toHaveLength(1);
  });

  test("F-17 401 once: the client drops the token and asks again with a new one", async () => {
    bank.onToken(numberedTokens());
    bank.onStatus(json({}, { status: 401 }), json(answer({ statusName: "NEW" })));
    expect(await bank.ask()).toMatchObject({ kind: "in_progress" });
    expect(bank.statusCalls.map(({ headers }) => headers.authorization)).toEqual([
      "Bearer token-1",
      "Bearer token-2",
    ]);
  });

  test("F-17 401 twice: the bank refuses our access, no further attempt", async () => {
    const said = await asked(body("Unauthorized", { status: 401, ...html }));
    expect(said).toMatchObject({
      kind: "our_settings",
      class: "no_answer",
      fault: "access_refused",
    });
    expect([bank.tokenCalls.length, bank.statusCalls.length]).toEqual([2, 2]);
  });

  test("F-17 a second 401 counts as the second also after another fault in between", async () => {
    const refused = json({}, { status: 401 });
    const said = await asked(refused, json({}, { status: 503 }), refused);
    expect(said).toMatchObject({ fault: "access_refused" });
    expect([bank.tokenCalls.length, bank.statusCalls.length]).toEqual([2, 3]);
  });

  test.each([429, 503])("F-19 F-20 %i with Retry-After is not asked again", async (status) => {
    vi.useFakeTimers({ toFake: ["Date"], now: Date.UTC(2026, 10, 24, 12) });
    onTestFinished(() => {
      vi.useRealTimers();
    });
    const said = await asked(json({}, { status, headers: { "retry-after": "7" } }));
    expect(said).toMatchObject({
      kind: "unreachable",
      class: "no_answer",
      fault: "bank_asks_to_wait",
    });
    expect(said.retryAt).toBe("2026-11-24T12:00:07.000Z");
    expect(bank.statusCalls).toHaveLength(1);
  });

  test.each([
    [429, undefined],
    [429, "soon"],
    [503, "-5"],
  ])(
    "F-19 %i with Retry-After %s: the bank asks to wait and names no time",
    async (status, value) => {
      const headers = value === undefined ? {} : { "retry-after": value };
      const said = await asked(json({}, { status, headers }));
      expect(said).toMatchObject({ fault: "bank_asks_to_wait", retryAt: null });
      expect(bank.statusCalls).toHaveLength(1);
    },
  );
});

describe("HTTP 400 with a result code is read like 200", () => {
  test.each<[string | number, Kind]>([
    ["101", "failed"],
    ["102", "not_found"],
    ["104", "our_settings"],
    [107, "in_progress"],
    ["105", "unknown"],
  ])("%s on 400 is %s", async (resultCode, kind) => {
    expect(await asked(json({ resultCode }, { status: 400 }))).toMatchObject({ kind });
    expect(bank.statusCalls).toHaveLength(1);
  });

  test("103 on 400 is retried", async () => {
    await asked(json({ resultCode: "103" }, { status: 400 }));
    expect(bank.statusCalls).toHaveLength(3);
  });

  test.each([
    ["result code 100", json(answer({ statusName: "CHARGE" }), { status: 400 })],
    ["no result code", json({ error: "bad" }, { status: 400 })],
    ["no body", body("", { status: 400 })],
    ["HTML", body("<html>{}</html>", { status: 400, ...html })],
    [
      "compression",
      json({ resultCode: "101" }, { status: 400, headers: { "content-encoding": "br" } }),
    ],
  ])("F-16 400 with %s: refused without a reason, one attempt", async (_name, reply) => {
    const said = await asked(reply);
    expect(said).toMatchObject({
      kind: "bank_error",
      class: "no_answer",
      fault: "refused_without_reason",
    });
    expect(said.payment).toBeNull();
    expect(bank.statusCalls).toHaveLength(1);
  });
});

describe("the result code", () => {
  test.each([
    ["101", { kind: "failed", class: "closed", fault: null }, 1],
    ["102", { kind: "not_found", class: "no_answer", fault: null }, 1],
    ["103", { kind: "bank_error", class: "no_answer", fault: "bank_failed_to_look" }, 3],
    ["104", { kind: "our_settings", class: "no_answer", fault: "terminal_missing" }, 1],
    ["106", { kind: "our_settings", class: "no_answer", fault: "terminal_wrong" }, 1],
    ["107", { kind: "in_progress", class: "moving", fault: null }, 1],
    ["109", { kind: "our_settings", class: "no_answer", fault: "terminal_not_ours" }, 1],
    ["105", { kind: "unknown", class: "may_change", fault: null }, 1],
    ["108", { kind: "unknown", class: "may_change", fault: null }, 1],
    ["999", { kind: "unknown", class: "may_change", fault: null }, 1],
    ["SUCCESS", { kind: "unknown", class: "may_change", fault: null }, 1],
  ])("F-39 F-42..F-45 %s means %o, %i attempt(s)", async (resultCode, meaning, calls) => {
    const said = await asked(json({ resultCode, resultMessage: "words", transaction: null }));
    expect(said).toMatchObject({ ...meaning, resultCode, resultMessage: "words", flags: [] });
    expect(said).toMatchObject({ statusName: null, payment: null, extent: null, retryAt: null });
    expect(bank.statusCalls).toHaveLength(calls);
  });

  test("F-38 an integer code is read like the same text", async () => {
    expect(await asked(json({ ...answer(), resultCode: 100 }))).toMatchObject({
      resultCode: "100",
    });
  });

  test.each(["101", "102", "107", "104", "105"])(
    "F-41 %s takes precedence over a transaction, which is kept and flagged",
    async (resultCode) => {
      const plain = await asked(json({ resultCode }));
      const said = await asked(json({ ...answer({ statusName: "CHARGE" }), resultCode }));
      expect(said.kind).toBe(plain.kind);
      expect(said.statusName).toBeNull();
      expect(said.payment).toMatchObject({ statusName: "CHARGE", invoiceId: INVOICE });
      expect(said.flags).toContainEqual({ code: "also_received" });
    },
  );

  test.each([
    ["of another invoice", { ...answer({ invoiceID: "205218075" }), resultCode: "102" }],
    ["without a state", { ...answer({ statusName: undefined }), resultCode: "102" }],
    ["that is a word", { resultCode: "102", transaction: "CHARGE" }],
  ])("F-41 a transaction %s with code 102 is flagged and not shown", async (_name, reply) => {
    expect(await asked(json(reply))).toMatchObject({
      kind: "not_found",
      payment: null,
      flags: expect.arrayContaining([{ code: "also_received" }]),
    });
  });

  test.each([[null], [""], [{}], [[]]])(
    "F-41 %o with code 102 is no transaction",
    async (nothing) => {
      expect(await asked(json({ resultCode: "102", transaction: nothing }))).toMatchObject({
        flags: [],
      });
    },
  );
});

describe("the p2p service", () => {
  const p2p = async (value: unknown) => {
    bank.onToken(token());
    bank.onStatus(json(value));
    return bank.client().p2pStatus({ invoiceId: INVOICE, terminalId: TERMINAL });
  };

  test("has its own path; its documentation has no state, so the state is unknown", async () => {
    const said = await p2p(p2pAnswer());
    expect(bank.statusCalls.map(({ method, path }) => `${method} ${path}`)).toEqual([
      `GET /api/check-status/p2p/transaction/${INVOICE}`,
    ]);
    expect(said).toMatchObject({ kind: "unknown", class: "may_change", statusName: null });
    expect(said.payment).toMatchObject({ amount: { decimal: "12.22" }, original: null });
  });

  test("reads a state, if there is one, as for payments", async () => {
    expect(await p2p(p2pAnswer({ statusName: "CHARGE", payoutAmount: 0 }))).toMatchObject({
      kind: "paid",
      class: "settled",
      statusName: "CHARGE",
    });
  });

  test.each([
    ["101", "failed"],
    ["102", "not_found"],
    ["105", "unknown"],
    ["107", "in_progress"],
    ["109", "our_settings"],
  ])("code %s is %s", async (code, kind) => {
    expect(await p2p({ result: { code, message: "m" }, transaction: { p2p: null } })).toMatchObject(
      {
        kind,
        resultCode: code,
        resultMessage: "m",
      },
    );
  });

  test.each([
    ["p2p is null", { result: { code: "100" }, transaction: { p2p: null } }],
    ["the transaction is missing", { result: { code: "100" } }],
    ["the envelope is that of payments", answer()],
    ["another invoice answers", p2pAnswer({ invoiceID: "7" })],
    ["the state is a number", p2pAnswer({ statusName: 5 })],
  ])("F-40 unreadable when %s", async (_name, value) => {
    expect(await p2p(value)).toMatchObject({ kind: "unreadable", payment: null });
    expect(bank.statusCalls).toHaveLength(2);
  });
});
