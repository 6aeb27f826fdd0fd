import { afterEach, beforeEach, describe, expect, test } from "vitest";
import {
  body,
  INVOICE,
  json,
  numberedTokens,
  onceKept,
  ScriptedBank,
  TERMINAL,
  token,
} from "#testing/bank/scripted-bank.ts";
import type { EpayClient } from "../client.ts";

const SECOND = 1_000;
const DAY = 86_400 * SECOND;

let bank: ScriptedBank;
let client: EpayClient;
let clock: number;
beforeEach(async () => {
  bank = await new ScriptedBank().open();
  clock = 1_000_000;
  client = bank.client({ monotonic: () => clock });
});
afterEach(() => bank.close());

const ask = () => client.status({ invoiceId: INVOICE, terminalId: TERMINAL });
const lastToken = () => bank.statusCalls.at(-1)?.headers.authorization;
const tokenCalls = () => bank.tokenCalls.length;

describe("the lifetime of a token", () => {
  test.each<[string, unknown, number]>([
    ["a number", 7200, 7200 * SECOND],
    ["digits as text", "1200", 1200 * SECOND],
    ["missing", undefined, 60 * SECOND],
    ["null", null, 60 * SECOND],
    ["text without digits", "soon", 60 * SECOND],
    ["NaN as text", "NaN", 60 * SECOND],
    ["empty text", "", 60 * SECOND],
    ["a boolean", true, 60 * SECOND],
    ["a list", [7200], 60 * SECOND],
    ["an object with its own toString", { toString: 1 }, 60 * SECOND],
    ["half a second", 0.5, 500],
    ["more than a day", 1e9, DAY],
    ["more than a day as text", "1000000000", DAY],
  ])("F-59 expires_in %s", async (_name, expiresIn, life) => {
    bank.onToken(numberedTokens({ expires_in: expiresIn }));
    await ask();
    clock += life * 0.79;
    await ask();
    expect([lastToken(), tokenCalls()]).toEqual(["Bearer token-1", 1]);
    clock += life * 0.21;
    await ask();
    expect([lastToken(), tokenCalls()]).toEqual(["Bearer token-2", 2]);
  });

  test.each([0, -1, "0", "-7200", -0.5])(
    "F-59 expires_in %j: used for the waiting questions only",
    async (expiresIn) => {
      bank.onToken(numberedTokens({ expires_in: expiresIn }));
      await Promise.all(Array.from({ length: 50 }, ask));
      expect(tokenCalls()).toBe(1);
      await ask();
      expect([lastToken(), tokenCalls()]).toEqual(["Bearer token-2", 2]);
    },
  );

  test("F-59 a refused token without a lifetime is replaced once, not in a loop", async () => {
    bank.onToken(numberedTokens({ expires_in: 0 }));
    bank.onStatus(json({}, { status: 401 }));
    expect(await ask()).toMatchObject({ fault: "access_refused" });
    expect([tokenCalls(), bank.statusCalls.length]).toEqual([2, 2]);
  });

  test("F-63 changes of the wall clock have no effect", async () => {
    let wall = Date.UTC(2026, 0, 1);
    client = bank.client({ monotonic: () => clock, now: () => wall });
    await ask();
    for (const jump of [3_600 * SECOND, -7_200 * SECOND, 365 * DAY]) {
      wall += jump;
      await ask();
    }
    expect(tokenCalls()).toBe(1);
  });

  test("the lifetime starts before the request, also with a slow answer", async () => {
    bank.onToken((response, received) => {
      clock += 50 * SECOND;
      return token({ expires_in: 60 })(response, received);
    });
    await ask();
    clock += 10 * SECOND;
    await ask();
    expect(tokenCalls()).toBe(2);
  });
});

describe("renewal in the background", () => {
  /** A token with a lifetime of 100 s that is 85 s old. */
  async function ageing(...replies: Parameters<ScriptedBank["onToken"]>) {
    bank.onToken(numberedTokens({ expires_in: 100 }));
    await ask();
    clock += 85 * SECOND;
    bank.onToken(...replies);
  }

  test("F-65 the old token is used during a slow renewal, and there is one renewal request", async () => {
    const { promise, resolve } = Promise.withResolvers<void>();
    await ageing(onceKept(promise, token({ access_token: "new", expires_in: 100 })));
    await Promise.all(Array.from({ length: 20 }, ask));
    expect(new Set(bank.statusCalls.map(({ headers }) => headers.authorization))).toEqual(
      new Set(["Bearer token-1"]),
    );
    await expect.poll(tokenCalls).toBe(1);
    resolve();
    await expect.poll(async () => (await ask()).kind && lastToken()).toBe("Bearer new");
    expect(tokenCalls()).toBe(1);
  });

  test.each([
    ["fails", json({}, { status: 500 }), 3],
    ["is refused", json({}, { status: 401 }), 1],
    ["is unreadable", body("<html>"), 2],
  ])(
    "F-58 the old token is used when renewal %s, without further requests",
    async (_name, reply, calls) => {
      await ageing(reply);
      await ask();
      await expect.poll(tokenCalls).toBe(calls);
      for (let i = 0; i < 10; i++) expect(await ask()).toMatchObject({ kind: "not_found" });
      expect([lastToken(), tokenCalls()]).toEqual(["Bearer token-1", calls]);
    },
  );

  test("a failed renewal is retried after a pause", async () => {
    await ageing(body("", { status: 404 }), token({ access_token: "new" }));
    await ask();
    await expect.poll(tokenCalls).toBe(1);
    await ask();
    expect(tokenCalls()).toBe(1);
    clock += 5 * SECOND;
    await expect.poll(async () => (await ask()).kind && lastToken()).toBe("Bearer new");
    expect(tokenCalls()).toBe(2);
  });

  test("a refused renewal is a refusal after the old token has expired", async () => {
    await ageing(json({}, { status: 403 }));
    await ask();
    await expect.poll(tokenCalls).toBe(1);
    clock += 15 * SECOND;
    await expect.poll(async () => (await ask()).fault).toBe("credentials_refused");
    expect(tokenCalls()).toBe(1);
  });
});
