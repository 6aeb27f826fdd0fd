import { getEventListeners } from "node:events";
import { afterEach, beforeEach, describe, expect, onTestFinished, test, vi } from "vitest";
import { answer } from "#testing/bank/sample-answer.ts";
import {
  hang,
  INVOICE,
  json,
  onceKept,
  reset,
  SCOPE,
  ScriptedBank,
  SECRET,
  TERMINAL,
  token,
} from "#testing/bank/scripted-bank.ts";
import { createEpayClient, type EpayConfig } from "./client.ts";
import { pause, startDeadline, unlessAborted } from "./deadline.ts";
import { EpayError } from "./error.ts";
import { createTransport } from "./http/transport.ts";
import { LIMITS } from "./timeouts.ts";

let bank: ScriptedBank;
beforeEach(async () => {
  bank = await new ScriptedBank().open();
});
afterEach(() => bank.close());

const question = { invoiceId: INVOICE, terminalId: TERMINAL };
const failing = json({}, { status: 503 });

async function timed<T>(work: () => Promise<T>): Promise<{ result: T; ms: number }> {
  const begun = performance.now();
  return { result: await work(), ms: performance.now() - begun };
}

/** The number of timers that keep the process alive. */
const timers = () => process.getActiveResourcesInfo().filter((kind) => kind === "Timeout").length;

describe("a question ends at its deadline (I6)", () => {
  const limits = { totalMs: 120 };

  test("while it waits for a token", async () => {
    bank.onToken(hang);
    const { result, ms } = await timed(() => bank.ask({ limits }));
    expect(result).toMatchObject({ kind: "unreachable", fault: "timeout" });
    expect(ms).toBeLessThan(2_000);
  });

  test("while it waits for the answer", async () => {
    bank.onStatus(hang);
    const { result, ms } = await timed(() => bank.ask({ limits }));
    expect(result).toMatchObject({ kind: "unreachable", fault: "timeout" });
    expect(ms).toBeLessThan(2_000);
    expect(bank.statusCalls).toHaveLength(1);
  });

  test("F-67 while it waits for a connection, and then sends nothing", async () => {
    const { promise, resolve } = Promise.withResolvers<void>();
    bank.onStatus(onceKept(promise, json(answer())));
    const client = bank.client({ limits: { totalMs: 120, connections: 1, attempts: 1 } });
    const waiting = Array.from({ length: 5 }, () => client.status(question));
    const { result, ms } = await timed(() => Promise.all(waiting));
    expect(result.map(({ fault }) => fault)).toEqual(Array(5).fill("timeout"));
    expect(ms).toBeLessThan(2_000);
    resolve();
    bank.onStatus(json(answer()));
    expect(await client.status(question)).toMatchObject({ kind: "partly_refunded" });
    expect(bank.statusCalls).toHaveLength(1);
  });

  test("does not start a pause that is longer than the remaining time", async () => {
    bank.onStatus(failing);
    const { result, ms } = await timed(() =>
      bank.ask({
        limits: { ...limits, backoffBaseMs: 10_000, backoffCapMs: 10_000 },
        random: () => 0.99,
      }),
    );
    expect(result).toMatchObject({ fault: "bank_failing" });
    expect(ms).toBeLessThan(2_000);
    expect(bank.statusCalls).toHaveLength(1);
  });

  test("all attempts share the time", async () => {
    bank.onStatus(hang);
    const { result, ms } = await timed(() =>
      bank.ask({ limits: { totalMs: 500, headersMs: 200, attempts: 1_000 } }),
    );
    expect(result).toMatchObject({ fault: "timeout" });
    expect(ms).toBeLessThan(2_000);
    expect(bank.statusCalls.length).toBeLessThanOrEqual(3);
  });
});

describe("a client without limits of its own uses those of timeouts.ts (A-68)", () => {
  function told(limits: EpayConfig["limits"] = {}) {
    const client = createEpayClient({
      tokenUrl: `${bank.origin}/oauth2/token`,
      apiUrl: `${bank.origin}/api`,
      clientId: "test",
      clientSecret: () => SECRET,
      scope: SCOPE,
      encoding: "multipart",
      random: () => 0,
      onEvent: (event) => bank.events.push(event),
      limits,
    });
    onTestFinished(() => client.close());
    return client;
  }

  test.each([
    ["headersMs", { attempts: 1 }],
    // Raises another limit that would end the question first.
    ["totalMs", { headersMs: 60_000 }],
  ] as const)("%s", async (name, limits) => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "performance"] });
    onTestFinished(() => {
      vi.useRealTimers();
    });
    const { promise: arrival, resolve: arrive } = Promise.withResolvers<void>();
    bank.onStatus(() => arrive());
    const asked = told(limits).status(question);
    await arrival;
    await vi.advanceTimersByTimeAsync(LIMITS[name] - 1);
    // Until now the client has only received the token.
    expect(bank.events).toMatchObject([{ endpoint: "token", fault: null }]);
    await vi.advanceTimersByTimeAsync(1);
    expect(await asked).toMatchObject({ kind: "unreachable", fault: "timeout" });
    expect(bank.events[1]).toMatchObject({ endpoint: "payment", durationMs: LIMITS[name] });
    expect(bank.statusCalls).toHaveLength(1);
  });

  test("attempts", async () => {
    bank.onStatus(failing);
    expect(await told().status(question)).toMatchObject({ fault: "bank_failing" });
    expect(bank.statusCalls).toHaveLength(LIMITS.attempts);
  });
});

describe("retries", () => {
  test("pauses are random below a limit that doubles up to a cap", async () => {
    bank.onStatus(failing);
    const client = bank.client({
      limits: { attempts: 5, backoffBaseMs: 20, backoffCapMs: 50 },
      random: () => 0.5,
    });
    const { ms } = await timed(() => client.status(question));
    expect(bank.statusCalls).toHaveLength(5);
    expect(ms).toBeGreaterThanOrEqual(10 + 20 + 25 + 25 - 5);
    expect(ms).toBeLessThan(2_000);
  });

  test("a random pause may be zero", async () => {
    bank.onStatus(failing);
    const limits = { backoffBaseMs: 60_000, backoffCapMs: 60_000, totalMs: 60_000 };
    const { ms } = await timed(() => bank.ask({ limits, random: () => 0 }));
    expect(bank.statusCalls).toHaveLength(3);
    expect(ms).toBeLessThan(1_000);
  });

  test("faults that are retried once and faults that are retried further share three attempts", async () => {
    bank.onStatus(json([]), failing, json(answer()));
    expect(await bank.ask()).toMatchObject({ kind: "partly_refunded" });
    bank.onStatus(failing, json([]), json([]), json(answer()));
    expect(await bank.ask()).toMatchObject({ fault: "not_trusted" });
    expect(bank.statusCalls).toHaveLength(3);
  });

  test("F-68 in an outage retries are a share of the questions, after an initial burst", async () => {
    bank.onStatus(failing);
    const client = bank.client({
      limits: { repeatBurst: 4, repeatShare: 0.1, repeatsPerSecond: 0 },
    });
    for (let i = 0; i < 100; i++) await client.status(question);
    expect(bank.statusCalls.length).toBeGreaterThan(104);
    expect(bank.statusCalls.length).toBeLessThanOrEqual(100 + 4 + 10);
  });
});

describe("cancellation by the caller", () => {
  const reason = new Error("the reader has gone");

  test("F-72 during a call: the promise rejects with the reason, and the call is aborted", async () => {
    bank.onStatus(hang);
    const leaver = new AbortController();
    const left = bank.client().status({ ...question, signal: leaver.signal });
    await expect.poll(() => bank.statusCalls.length).toBe(1);
    leaver.abort(reason);
    await expect(left).rejects.toBe(reason);
    await expect.poll(() => bank.statusCalls[0]?.socket.destroyed).toBe(true);
    expect(bank.statusCalls).toHaveLength(1);
  });

  test("before the question: the client sends nothing", async () => {
    const signal = AbortSignal.abort(reason);
    await expect(bank.client().status({ ...question, signal })).rejects.toBe(reason);
    expect([bank.tokenCalls.length, bank.connections]).toEqual([0, 0]);
  });

  test("between two attempts", async () => {
    bank.onStatus(failing);
    const leaver = new AbortController();
    const left = bank
      .client({
        limits: { backoffBaseMs: 60_000, backoffCapMs: 60_000, totalMs: 60_000 },
        random: () => 0.5,
      })
      .status({ ...question, signal: leaver.signal });
    await expect.poll(() => bank.events.length).toBe(2);
    leaver.abort(reason);
    await expect(left).rejects.toBe(reason);
  });
});

describe("resources after a question", () => {
  test("no timers and no listeners after answers, faults, timeouts and cancellations (I5)", async () => {
    const before = timers();
    const caller = new AbortController();
    const client = bank.client({ limits: { totalMs: 60_000, headersMs: 40 } });
    const ask = () => client.status({ ...question, signal: caller.signal });
    await ask();
    bank.onStatus(failing);
    await ask();
    bank.onStatus(hang);
    await Promise.all(Array.from({ length: 30 }, ask));
    expect(getEventListeners(caller.signal, "abort")).toEqual([]);
    const left = ask();
    caller.abort();
    await expect(left).rejects.toThrow();
    await expect.poll(timers).toBeLessThanOrEqual(before);
  });

  test("no listener of a finished call", async () => {
    const transport = createTransport(LIMITS);
    const { signal } = new AbortController();
    const request = { origin: bank.origin, path: "/", method: "GET", headers: {} } as const;
    for (const reply of [failing, reset]) {
      bank.onStatus(reply);
      await transport.send(request, signal);
      expect(getEventListeners(signal, "abort")).toEqual([]);
    }
    await transport.close();
  });

  test("close() waits for a question in flight and refuses the next", async () => {
    const { promise, resolve } = Promise.withResolvers<void>();
    bank.onToken(onceKept(promise, token()));
    bank.onStatus(json(answer()));
    const client = bank.client();
    const asked = client.status(question);
    const closed = client.close();
    await expect(client.status(question)).rejects.toEqual(new EpayError("client_closed"));
    resolve();
    expect(await asked).toMatchObject({ kind: "partly_refunded" });
    await closed;
    await expect.poll(() => bank.sockets.size).toBe(0);
    await client.close();
  });
});

describe("deadline functions", () => {
  const monotonic = () => performance.now();

  test("a deadline counts down, aborts its signal, and can be cleared", async () => {
    const deadline = startDeadline({ ms: 30, monotonic });
    expect(deadline.remainingMs()).toBeGreaterThan(20);
    await expect.poll(() => deadline.signal.aborted).toBe(true);
    expect(deadline.remainingMs()).toBe(0);
    const cleared = startDeadline({ ms: 10, monotonic });
    cleared.clear();
    await pause(30, new AbortController().signal);
    expect(cleared.signal.aborted).toBe(false);
  });

  test("a signal that is already aborted leaves no time", () => {
    const deadline = startDeadline({ ms: 1_000, monotonic, caller: AbortSignal.abort() });
    expect([deadline.signal.aborted, deadline.remainingMs()]).toEqual([true, 0]);
    deadline.clear();
  });

  test("unlessAborted passes on values and errors, and gives null when the signal aborts first", async () => {
    const open = new AbortController().signal;
    expect(await unlessAborted(Promise.resolve(7), open)).toBe(7);
    await expect(unlessAborted(Promise.reject(new Error("no")), open)).rejects.toThrow("no");
    const closed = AbortSignal.abort();
    expect(await unlessAborted(Promise.resolve(7), closed)).toBeNull();
    const later = AbortSignal.timeout(10);
    expect(await unlessAborted(new Promise(() => {}), later)).toBeNull();
  });

  test("a pause and its timer end early when the signal aborts", async () => {
    const before = timers();
    const { ms } = await timed(() => pause(60_000, AbortSignal.timeout(10)));
    expect(ms).toBeLessThan(1_000);
    expect((await timed(() => pause(60_000, AbortSignal.abort()))).ms).toBeLessThan(1_000);
    expect(timers()).toBeLessThanOrEqual(before);
  });
});
