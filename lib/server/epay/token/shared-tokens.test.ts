import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { answer } from "#testing/bank/sample-answer.ts";
import {
  INVOICE,
  json,
  numberedTokens,
  onceKept,
  ScriptedBank,
  TERMINAL,
  token,
} from "#testing/bank/scripted-bank.ts";

let bank: ScriptedBank;
beforeEach(async () => {
  bank = await new ScriptedBank().open();
});
afterEach(() => bank.close());

const question = { invoiceId: INVOICE, terminalId: TERMINAL };
const counts = () => [bank.tokenCalls.length, bank.statusCalls.length];
const sent = () => bank.statusCalls.map(({ headers }) => headers.authorization);

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
