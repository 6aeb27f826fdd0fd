import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { answer } from "#testing/bank/sample-answer.ts";
import {
  body,
  hang,
  INVOICE,
  json,
  numberedTokens,
  onceKept,
  type Reply,
  reset,
  SCOPE,
  ScriptedBank,
  SECRET,
  TERMINAL,
  token,
} from "#testing/bank/scripted-bank.ts";
import type { EpayConfig } from "../client.ts";

let bank: ScriptedBank;
beforeEach(async () => {
  bank = await new ScriptedBank().open();
});
afterEach(() => bank.close());

const question = { invoiceId: INVOICE, terminalId: TERMINAL };
const counts = () => [bank.tokenCalls.length, bank.statusCalls.length];
const sent = () => bank.statusCalls.map(({ headers }) => headers.authorization);

describe("the request", () => {
  const fields = {
    grant_type: "client_credentials",
    scope: SCOPE,
    client_id: "test",
    client_secret: SECRET,
    terminal: TERMINAL,
  };

  /** The five fields in the order of the bank's page, and how they were sent. */
  async function requested(config: Partial<EpayConfig>) {
    await bank.ask(config);
    const [call] = bank.tokenCalls;
    const type = call?.headers["content-type"] ?? "";
    const form = await new Response(call?.body, { headers: { "content-type": type } }).formData();
    return { call, type, pairs: [...form] };
  }

  test("F-79 multipart is a form that parsers read, with fields in the order of the bank's page", async () => {
    const { call, type, pairs } = await requested({ encoding: "multipart" });
    expect(type).toMatch(/^multipart\/form-data; boundary=\S+$/);
    expect(pairs).toEqual(Object.entries(fields));
    expect(call).toMatchObject({
      method: "POST",
      path: "/oauth2/token",
      headers: { accept: "application/json", "accept-encoding": "identity" },
    });
    expect(call?.headers["content-length"]).toBe(String(call?.body.length));
    expect(call?.headers["transfer-encoding"]).toBeUndefined();
  });

  test("F-79 urlencoded is the same form", async () => {
    const { type, pairs } = await requested({ encoding: "urlencoded" });
    expect(type).toBe("application/x-www-form-urlencoded");
    expect(pairs).toEqual(Object.entries(fields));
  });

  test.each(["multipart", "urlencoded"] as const)(
    "F-79 %s transports any secret unchanged",
    async (encoding) => {
      const clientSecret = `--a&b=c+d%20"e"\u0436--`;
      const { pairs } = await requested({ encoding, clientSecret: () => clientSecret });
      expect(new Map(pairs).get("client_secret")).toBe(clientSecret);
    },
  );
});

describe("a good answer", () => {
  test.each<[string, Record<string, unknown>]>([
    ["F-61 no token_type", { token_type: undefined }],
    ["F-61 token_type null", { token_type: null }],
    ["F-61 token_type bearer", { token_type: "bearer" }],
    ["F-61 token_type BEARER", { token_type: "BEARER" }],
    ["F-78 scope with a blank before, refresh_token empty", {}],
    ["F-78 no scope, no refresh_token", { scope: undefined, refresh_token: undefined }],
    ["F-59 expires_in as text", { expires_in: "7200" }],
    ["F-60 a token of 8192 characters", { access_token: "x".repeat(8192) }],
    ["F-35 unknown keys", { extra: { deep: [1] } }],
  ])("%s", async (_name, changes) => {
    bank.onToken(token(changes));
    expect(await bank.ask()).toMatchObject({ kind: "not_found" });
    expect(sent()).toEqual([`Bearer ${changes.access_token ?? "canary-token"}`]);
  });
});

describe("200 without a usable token is retried once and then unreadable", () => {
  test.each<[string, Reply]>([
    ["F-60 no access_token", token({ access_token: undefined })],
    ["F-60 access_token null", token({ access_token: null })],
    ["F-60 access_token empty", token({ access_token: "" })],
    ["F-60 a blank in it", token({ access_token: "a b" })],
    ["F-60 CR and LF in it", token({ access_token: "a\r\nx-admin: 1" })],
    ["F-60 LF at its end", token({ access_token: "a\n" })],
    ["F-60 a letter that is not ASCII", token({ access_token: "tökèn" })],
    ["F-60 NUL", token({ access_token: "a\0b" })],
    ["F-60 a number", token({ access_token: 12345 })],
    ["F-60 too long", token({ access_token: "x".repeat(8193) })],
    ["F-60 1 MB", token({ access_token: "x".repeat(1_048_576) })],
    ["F-61 MAC", token({ token_type: "MAC" })],
    ["F-61 a number", token({ token_type: 1 })],
    ["F-58 HTML", body("<html></html>", { headers: { "content-type": "text/html" } })],
    ["F-58 nothing", body("")],
    ["F-32 two tokens", body('{"access_token":"a","access_token":"b"}')],
    ["F-59 NaN", body('{"access_token":"a","expires_in":NaN}')],
    ["F-31 a list", json([{ access_token: "a" }])],
  ])("%s", async (_name, reply) => {
    bank.onToken(reply);
    expect(await bank.ask()).toMatchObject({
      kind: "unreadable",
      class: "no_answer",
      fault: "not_trusted",
    });
    expect(counts()).toEqual([2, 0]);
  });
});

describe("refusals and faults of the token service", () => {
  test.each([400, 401, 403])(
    "F-57 %i: credentials refused, and no further request for 30 s",
    async (status) => {
      let clock = 0;
      const client = bank.client({ monotonic: () => clock });
      bank.onToken(json({ error: "invalid_client" }, { status }), token());
      const refused = { kind: "our_settings", class: "no_answer", fault: "credentials_refused" };
      const herd = await Promise.all(Array.from({ length: 20 }, () => client.status(question)));
      for (const said of herd) expect(said).toMatchObject(refused);
      expect(await client.status(question)).toMatchObject(refused);
      clock = 29_999;
      expect(await client.p2pStatus(question)).toMatchObject(refused);
      expect(counts()).toEqual([1, 0]);
      clock = 30_000;
      expect(await client.status(question)).toMatchObject({ kind: "not_found" });
      expect(counts()).toEqual([2, 1]);
    },
  );

  test.each([404, 405, 410, 415])("%i: wrong address, one attempt", async (status) => {
    bank.onToken(body("<html>", { status }));
    expect(await bank.ask()).toMatchObject({ kind: "our_settings", fault: "wrong_address" });
    expect(counts()).toEqual([1, 0]);
  });

  test.each([408, 425, 500, 502, 503, 504])(
    "F-58 %i: the bank is failing, three attempts",
    async (status) => {
      bank.onToken(body("<html>", { status }));
      expect(await bank.ask()).toMatchObject({ kind: "unreachable", fault: "bank_failing" });
      expect(counts()).toEqual([3, 0]);
    },
  );

  test.each<[string, Reply]>([
    ["a reset", reset],
    ["silence", hang],
  ])("F-58 %s: unreachable, three attempts", async (_name, reply) => {
    bank.onToken(reply);
    expect(await bank.ask({ limits: { headersMs: 30 } })).toMatchObject({ kind: "unreachable" });
    expect(counts()).toEqual([3, 0]);
  });

  test("F-58 the third attempt may succeed", async () => {
    bank.onToken(json({}, { status: 500 }), reset, token());
    expect(await bank.ask()).toMatchObject({ kind: "not_found" });
    expect(counts()).toEqual([3, 1]);
  });

  test.each([429, 503])(
    "F-19 %i with Retry-After: the time is passed on, one attempt",
    async (status) => {
      bank.onToken(json({}, { status, headers: { "retry-after": "60" } }));
      const said = await bank.ask({ now: () => Date.UTC(2026, 0, 1) });
      expect(said).toMatchObject({
        fault: "bank_asks_to_wait",
        retryAt: "2026-01-01T00:01:00.000Z",
      });
      expect(counts()).toEqual([1, 0]);
    },
  );

  test.each([301, 302, 303, 307, 308])(
    "F-14 %i is not followed: the secret is not sent elsewhere",
    async (status) => {
      const other = await new ScriptedBank().open();
      bank.onToken(body("", { status, headers: { location: `${other.origin}/oauth2/token` } }));
      expect(await bank.ask()).toMatchObject({ kind: "unreadable", fault: "not_the_bank" });
      expect([...counts(), other.connections]).toEqual([1, 0, 0]);
      await other.close();
    },
  );
});

describe("shared tokens", () => {
  test("F-69 500 different questions after a start request one token", async () => {
    bank.onToken(numberedTokens());
    bank.onStatus(json({ resultCode: "102" }));
    const client = bank.client();
    const said = await Promise.all(
      Array.from({ length: 500 }, (_, i) => client.status({ ...question, invoiceId: `${i}` })),
    );
    expect(new Set(said.map(({ kind }) => kind))).toEqual(new Set(["not_found"]));
    expect(counts()).toEqual([1, 500]);
    // A freed place may be taken before its connection is free.
    expect(bank.connections).toBeLessThanOrEqual(129);
  });

  test("F-62 ten callers with a 401 cause one token request", async () => {
    bank.onToken(numberedTokens());
    const client = bank.client();
    await client.status(question);
    bank.onStatus((response, received) => {
      const isOld = received.headers.authorization === "Bearer token-1";
      return json({ resultCode: "102" }, { status: isOld ? 401 : 200 })(response, received);
    });
    const said = await Promise.all(Array.from({ length: 10 }, () => client.status(question)));
    expect(said.map(({ kind }) => kind)).toEqual(Array(10).fill("not_found"));
    expect(bank.tokenCalls).toHaveLength(2);
  });

  test("F-62 a 401 for an old token does not drop the new one", async () => {
    bank.onToken(numberedTokens());
    const client = bank.client();
    await client.status(question);
    const { promise: late, resolve } = Promise.withResolvers<void>();
    const refused = json({}, { status: 401 });
    bank.onStatus(onceKept(late, refused), refused, json({ resultCode: "102" }));
    const slow = client.status(question);
    await expect.poll(() => bank.statusCalls.length).toBe(1);
    await client.status(question);
    resolve();
    await slow;
    expect(bank.tokenCalls).toHaveLength(2);
    expect(sent().at(-1)).toBe("Bearer token-2");
  });

  test("F-64 each terminal has its own token", async () => {
    bank.onToken((response, received) => {
      const [, terminal] = /name="terminal"\r\n\r\n(\S+)/.exec(received.body) ?? [];
      return token({ access_token: `for-${terminal}` })(response, received);
    });
    const client = bank.client();
    const ask = (terminalId: string) => client.status({ invoiceId: INVOICE, terminalId });
    await Promise.all([ask("a"), ask("b"), ask("a")]);
    await ask("b");
    expect(sent().sort()).toEqual(["Bearer for-a", "Bearer for-a", "Bearer for-b", "Bearer for-b"]);
    expect(bank.tokenCalls).toHaveLength(2);
  });

  test("F-70 all waiting callers get the fault of a shared request", async () => {
    bank.onToken(json({}, { status: 500 }));
    const client = bank.client();
    const said = await Promise.all(Array.from({ length: 50 }, () => client.status(question)));
    expect(new Set(said.map(({ fault }) => fault))).toEqual(new Set(["bank_failing"]));
    expect(counts()).toEqual([3, 0]);
  });

  test("F-70 a cancellation by one caller does not affect the others", async () => {
    const { promise, resolve } = Promise.withResolvers<void>();
    bank.onToken(onceKept(promise, token()));
    bank.onStatus(json(answer()));
    const client = bank.client();
    const leaver = new AbortController();
    const left = client.status({ ...question, signal: leaver.signal });
    const stays = client.status(question);
    await expect.poll(() => bank.tokenCalls.length).toBe(1);
    leaver.abort(new Error("gone"));
    await expect(left).rejects.toThrow("gone");
    resolve();
    expect(await stays).toMatchObject({ kind: "partly_refunded" });
    expect(counts()).toEqual([1, 1]);
  });

  test("F-72 a failed request is not repeated when everybody who waited has left", async () => {
    const { promise, resolve } = Promise.withResolvers<void>();
    bank.onToken(onceKept(promise, json({}, { status: 500 })), token());
    const client = bank.client();
    const leaver = new AbortController();
    const left = client.status({ ...question, signal: leaver.signal });
    await expect.poll(() => bank.tokenCalls.length).toBe(1);
    leaver.abort(new Error("gone"));
    await expect(left).rejects.toThrow("gone");
    resolve();
    await expect
      .poll(() => bank.events)
      .toContainEqual(expect.objectContaining({ endpoint: "token", httpStatus: 500 }));
    await client.close();
    expect(counts()).toEqual([1, 0]);
  });
});
