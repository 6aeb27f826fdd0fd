import { afterEach, beforeEach, describe, expect, test } from "vitest";
import {
  body,
  hang,
  INVOICE,
  json,
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

  test("F-57 a corrected secret counts at once", async () => {
    let secret = "a typing error";
    const client = bank.client({ clientSecret: () => secret });
    bank.onToken((response, received) => {
      const isRight = received.body.includes(SECRET);
      return (isRight ? token() : json({}, { status: 401 }))(response, received);
    });
    expect(await client.status(question)).toMatchObject({ fault: "credentials_refused" });
    expect(await client.status(question)).toMatchObject({ fault: "credentials_refused" });
    secret = SECRET;
    expect(await client.status(question)).toMatchObject({ kind: "not_found" });
    expect(counts()).toEqual([2, 1]);
  });

  test("after any other fault all wait a second, and get the same fault meanwhile", async () => {
    let clock = 0;
    const client = bank.client({ monotonic: () => clock, limits: { tokenPauseMs: 1_000 } });
    bank.onToken(json({}, { status: 404 }), token());
    const wrong = { fault: "wrong_address" };
    expect(await client.status(question)).toMatchObject(wrong);
    clock = 999;
    expect(await client.status(question)).toMatchObject(wrong);
    clock = 1_000;
    expect(await client.status(question)).toMatchObject({ kind: "not_found" });
    expect(counts()).toEqual([2, 1]);
  });

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
