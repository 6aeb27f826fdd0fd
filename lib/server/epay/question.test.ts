import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { INVOICE, ScriptedBank, SECRET, TERMINAL } from "#testing/bank/scripted-bank.ts";
import { readAddress } from "./base-url.ts";
import { createEpayClient } from "./client.ts";

let bank: ScriptedBank;
beforeAll(async () => {
  bank = await new ScriptedBank().open();
});
afterAll(() => bank.close());

describe("questions", () => {
  test.each([
    ..."A a 0 _ - 000012345 AbC-12_3".split(" "),
    "205218074",
    "12345678901234567",
    "x".repeat(64),
  ])("%s goes into the path unchanged", async (invoiceId) => {
    bank.onStatus((response) => response.end('{"resultCode":"102"}'));
    expect(await bank.ask({}, invoiceId)).toMatchObject({ kind: "not_found" });
    expect(bank.statusCalls.map(({ method, path }) => `${method} ${path}`)).toEqual([
      `GET /api/check-status/payment/transaction/${invoiceId}`,
    ]);
  });

  test("the call has the token, requests JSON without compression, and has no body", async () => {
    bank.onStatus((response) => response.end('{"resultCode":"102"}'));
    await bank.ask();
    expect(bank.statusCalls[0]).toMatchObject({
      headers: {
        authorization: "Bearer canary-token",
        accept: "application/json",
        "accept-encoding": "identity",
      },
      body: "",
    });
    expect(bank.statusCalls[0]?.headers["content-length"]).toBeUndefined();
  });

  test.each([
    ["", "."],
    ["..", "../operation/1"],
    ["1?x=1", "1#x"],
    ["1/2", "1%2f2"],
    ["1 ", " 1"],
    ["1\r\nx: y", "1\0"],
    ["１２３", "١٢٣"],
    ["заказ", "1;2"],
    ["x".repeat(65), "9".repeat(1_000)],
    ["4111111111111111", "4111-1111-1111-1111"],
  ])("%j and %j are refused before any call (A-45)", async (...invoiceIds) => {
    const { connections } = bank;
    for (const invoiceId of invoiceIds) {
      await expect(bank.ask({}, invoiceId)).rejects.toMatchObject({
        name: "EpayError",
        code: "invoice_id_not_allowed",
        message: "invoice_id_not_allowed",
      });
    }
    expect(bank.connections).toBe(connections);
  });

  test.each(["", "a b", "a\r\nb", "терминал", "x".repeat(101)])(
    "terminal %j is refused",
    async (terminalId) => {
      const client = bank.client();
      await expect(client.status({ invoiceId: INVOICE, terminalId })).rejects.toMatchObject({
        code: "terminal_id_not_allowed",
      });
    },
  );
});

describe("addresses", () => {
  test.each([
    ["https://epay-api.homebank.kz", "https://epay-api.homebank.kz", ""],
    ["https://testepay.homebank.kz/api", "https://testepay.homebank.kz", "/api"],
    ["https://testepay.homebank.kz/api/", "https://testepay.homebank.kz", "/api"],
    ["http://127.0.0.1:4000/", "http://127.0.0.1:4000", ""],
    ["http://127.0.0.2:4000", "http://127.0.0.2:4000", ""],
    ["http://localhost:4000/a/b//", "http://localhost:4000", "/a/b"],
    ["http://[::1]:4000", "http://[::1]:4000", ""],
  ])("%s is %s and %s: one slash joins base and path", (url, origin, path) => {
    expect(readAddress(url)).toEqual({ origin, path });
  });

  test.each([
    "http://epay-api.homebank.kz",
    "http://localhost.example.com",
    "ftp://127.0.0.1",
    "file:///etc/passwd",
    "https://user:password@epay-api.homebank.kz",
    "https://epay-api.homebank.kz/?a=1",
    "https://epay-api.homebank.kz/#a",
    "epay-api.homebank.kz",
    "",
  ])("%s is not allowed, and the error does not contain it", (url) => {
    const access = {
      clientId: "c",
      clientSecret: () => SECRET,
      scope: "s",
      encoding: "multipart" as const,
    };
    const good = "https://127.0.0.1";
    const code = "address_not_allowed";
    expect(() => createEpayClient({ ...access, tokenUrl: url, apiUrl: good })).toThrow(code);
    expect(() => createEpayClient({ ...access, tokenUrl: good, apiUrl: url })).toThrow(code);
    expect(() => readAddress(url)).toThrow(expect.objectContaining({ message: code }));
  });
});

test("events report calls and answers", async () => {
  const own = await new ScriptedBank().open();
  await own.client().p2pStatus({ invoiceId: INVOICE, terminalId: TERMINAL });
  const durationMs = expect.any(Number);
  // Node's server sends its clock, in whole seconds.
  const serverClock = expect.toSatisfy((told) => Math.abs(told - Date.now()) < 60_000);
  const call = {
    ...{ type: "call", httpStatus: 200, contentType: "application/json", fault: null },
    ...{ errorCode: null, durationMs, serverClock },
  };
  expect(own.events).toEqual([
    { ...call, endpoint: "token" },
    { ...call, endpoint: "p2p" },
    { ...call, endpoint: "p2p" },
    {
      type: "answer",
      endpoint: "p2p",
      kind: "unreadable",
      fault: "not_trusted",
      said: null,
      durationMs,
    },
  ]);
  await own.close();
});
