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

/** Timers and clock stand still until the test moves them; sockets go on. */
function stopClock(): void {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "performance"] });
  onTestFinished(() => {
    vi.useRealTimers();
  });
}

/** Is the promise still open once all that is ready has run? */
async function isOpen(promise: Promise<unknown>): Promise<boolean> {
  await new Promise((resolve) => setImmediate(resolve));
  return Promise.race([promise.then(() => false), Promise.resolve(true)]);
}

/** The number of timers that keep the process alive. */
const timers = () => process.getActiveResourcesInfo().filter((kind) => kind === "Timeout").length;

describe("a question ends at its deadline (I6)", () => {
  const limits = { totalMs: 120 };
  const timeout = { kind: "unreachable", fault: "timeout" };

  /** Moves the clock to the deadline once the bank has been asked. */
  async function endsAtDeadline<T>(asked: Promise<T>, arrival: Promise<void>): Promise<T> {
    await arrival;
    await vi.advanceTimersByTimeAsync(limits.totalMs - 1);
    expect(await isOpen(asked)).toBe(true);
    await vi.advanceTimersByTimeAsync(1);
    return asked;
  }

  test.each([
    ["a token", "onToken", 0],
    ["the answer", "onStatus", 1],
  ] as const)("while it waits for %s", async (_what, on, calls) => {
    stopClock();
    const { promise: arrival, resolve: arrive } = Promise.withResolvers<void>();
    bank[on](() => arrive());
    expect(await endsAtDeadline(bank.ask({ limits }), arrival)).toMatchObject(timeout);
    expect(bank.statusCalls).toHaveLength(calls);
  });

  test("F-67 while it waits for a connection, and is then not sent any more", async () => {
    stopClock();
    const { promise: arrival, resolve: arrive } = Promise.withResolvers<void>();
    const { promise, resolve } = Promise.withResolvers<void>();
    bank.onStatus((...asked) => {
      arrive();
      return onceKept(promise, json(answer()))(...asked);
    });
    const client = bank.client({ limits: { ...limits, connections: 1, attempts: 1 } });
    const waiting = Promise.all(Array.from({ length: 5 }, () => client.status(question)));
    const results = await endsAtDeadline(waiting, arrival);
    expect(results.map(({ fault }) => fault)).toEqual(Array(5).fill("timeout"));
    resolve();
    bank.onStatus(json(answer()));
    expect(await client.status(question)).toMatchObject({ kind: "partly_refunded" });
    expect(bank.statusCalls).toHaveLength(1);
  });

  test("a pause that would not leave time is not begun", async () => {
    // The clock stands still, so that a pause would never end.
    stopClock();
    bank.onStatus(failing);
    const result = await bank.ask({
      limits: { ...limits, backoffBaseMs: 10_000, backoffCapMs: 10_000 },
      random: () => 0.99,
    });
    expect(result).toMatchObject({ fault: "bank_failing" });
    expect(bank.statusCalls).toHaveLength(1);
  });

  test("the time is shared by all tries", async () => {
    stopClock();
    const tries = Array.from({ length: 3 }, () => ({
      begun: Promise.withResolvers<void>(),
      ended: Promise.withResolvers<void>(),
    }));
    bank.onStatus(() => tries[bank.statusCalls.length - 1]?.begun.resolve());
    const asked = bank.ask({
      limits: { totalMs: 500, headersMs: 200, attempts: 1_000, backoffBaseMs: 2, backoffCapMs: 2 },
      random: () => 0.5,
      onEvent: (event) => {
        if (event.type === "call" && event.endpoint === "payment")
          tries[bank.statusCalls.length - 1]?.ended.resolve();
      },
    });
    for (const { begun, ended } of tries.slice(0, 2)) {
      await begun.promise;
      await vi.advanceTimersByTimeAsync(200);
      await ended.promise;
      expect(await isOpen(asked)).toBe(true);
      // The pause between two tries.
      await vi.advanceTimersByTimeAsync(1);
    }
    await tries[2]?.begun.promise;
    await vi.advanceTimersByTimeAsync(97);
    expect(await isOpen(asked)).toBe(true);
    await vi.advanceTimersByTimeAsync(1);
    expect(await asked).toMatchObject(timeout);
    expect(bank.statusCalls).toHaveLength(3);
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
    stopClock();
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

describe("a caller who leaves", () => {
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
    expect(bank.events.at(-1)).toMatchObject({ fault: null, errorCode: "CALLER_LEFT" });
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

  test("a deadline counts down, stops, and can be cleared", async () => {
    stopClock();
    const deadline = startDeadline({ ms: 30, monotonic });
    const cleared = startDeadline({ ms: 30, monotonic });
    cleared.clear();
    await vi.advanceTimersByTimeAsync(29);
    expect([deadline.signal.aborted, deadline.remainingMs()]).toEqual([false, 1]);
    await vi.advanceTimersByTimeAsync(1);
    expect([deadline.signal.aborted, deadline.remainingMs()]).toEqual([true, 0]);
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

  test("a pause ends early with its signal, and so does its timer", async () => {
    // A clock that stands still ends no pause.
    stopClock();
    const leaver = new AbortController();
    const paused = pause(60_000, leaver.signal);
    leaver.abort();
    await paused;
    await pause(60_000, AbortSignal.abort());
    expect(vi.getTimerCount()).toBe(0);
  });
});
