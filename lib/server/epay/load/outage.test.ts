import { setTimeout as wait } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { answer } from "#testing/bank/sample-answer.ts";
import {
  hang,
  json,
  type Reply,
  reset,
  ScriptedBank,
  TERMINAL,
} from "#testing/bank/scripted-bank.ts";

// The bank fails as a whole or in part, over real HTTP.

let bank: ScriptedBank;
beforeEach(async () => {
  bank = await new ScriptedBank().open();
});
afterEach(() => bank.close());

/** Like the client's own limits, in a tenth of the time. */
const LIMITS = {
  ...{ totalMs: 1_000, headersMs: 500, connectMs: 200, probeMs: 100, hangingMs: 100 },
  ...{ backoffBaseMs: 20, backoffCapMs: 200, repeatBurst: 10 },
};

const CHARGE = { statusName: "CHARGE", payoutAmount: 0, orgAmount: 12.22 };
const good: Reply = (response, received) =>
  json(answer({ ...CHARGE, invoiceID: received.path.split("/").at(-1) }))(response, received);
const OUTAGES: [string, Reply][] = [
  ["503", json({}, { status: 503 })],
  ["500", json({}, { status: 500 })],
  ["503 with Retry-After", json({}, { status: 503, headers: { "retry-after": "1" } })],
  ["reset", reset],
  ["hang", hang],
];

/** Asks about a new invoice each time. */
function asking(client = bank.client({ limits: LIMITS })) {
  let invoice = 100_000;
  return () => client.status({ invoiceId: `${invoice++}`, terminalId: TERMINAL });
}

describe.each(OUTAGES)("an outage: %s (F-68)", (_name, failing) => {
  test("the bank is hardly asked, people learn since when, and recovery is quick", async () => {
    bank.onStatus(failing);
    const ask = asking();
    const before = Date.now();
    while ((await ask()).fault !== "bank_silent");
    // A probe that fails, too, says it.
    const since = Date.parse((await ask()).silentSince ?? "");
    expect(since).toBeGreaterThanOrEqual(before - 50);
    expect(since).toBeLessThanOrEqual(Date.now());

    const calls = bank.statusCalls.length;
    const begun = performance.now();
    const open: Promise<unknown>[] = [];
    for (let i = 0; i < 100; i++) {
      open.push(ask());
      await wait(1);
    }
    const probes = (performance.now() - begun) / LIMITS.probeMs;
    expect(bank.statusCalls.length - calls).toBeLessThanOrEqual(probes + 1);

    bank.onStatus(good);
    const back = performance.now();
    await expect.poll(async () => (await ask()).kind, { interval: 10 }).toBe("paid");
    expect(performance.now() - back).toBeLessThan(1_000);
    expect((await ask()).kind).toBe("paid");
    await Promise.all(open);
  });
});

test("at a quiet shop, too, an outage costs hardly more calls than questions", async () => {
  bank.onStatus(json({}, { status: 503 }));
  const ask = asking();
  const QUESTIONS = 60;
  for (let i = 0; i < QUESTIONS; i++) {
    await ask();
    await wait(20);
  }
  expect(bank.statusCalls.length).toBeLessThanOrEqual(QUESTIONS * 1.1);
});

test("while three of ten calls hang, the others are answered as fast as ever", async () => {
  let count = 0;
  const partly: Reply = (response, received) =>
    count++ % 10 < 3 ? hang(response, received) : good(response, received);
  const ask = asking();
  const timesOf = async (reply: Reply) => {
    bank.onStatus(reply);
    const times: number[] = [];
    const open: Promise<void>[] = [];
    for (let i = 0; i < 300; i++) {
      const begun = performance.now();
      open.push(
        ask().then(({ kind }) => {
          if (kind === "paid") times.push(performance.now() - begun);
        }),
      );
      await wait(4);
    }
    await Promise.all(open);
    return times.sort((one, other) => one - other);
  };
  const healthy = await timesOf(good);
  const troubled = await timesOf(partly);
  expect(troubled.length).toBeGreaterThan(200);
  const median = (times: readonly number[]) => times[times.length >> 1] ?? Number.NaN;
  // Without room for others beside hanging calls, it would be the half of a second or more.
  expect(median(troubled)).toBeLessThan(median(healthy) * 2 + LIMITS.hangingMs);
});

test("a terminal whose calls hang does not slow another one", async () => {
  bank.onStatus((response, received) =>
    received.path.endsWith("-slow") ? hang(response, received) : good(response, received),
  );
  const client = bank.client({ limits: { ...LIMITS, callsAtOnce: 4, callsHanging: 4 } });
  const slow = Array.from({ length: 40 }, (_, i) =>
    client.status({ invoiceId: `${i}-slow`, terminalId: "slow" }),
  );
  await expect.poll(() => bank.statusCalls.length).toBeGreaterThanOrEqual(4);
  const { kind } = await client.status({ invoiceId: "1", terminalId: TERMINAL });
  expect(kind).toBe("paid");
  const faults = (await Promise.all(slow)).map(({ fault }) => fault);
  expect(faults.filter((fault) => fault === "timeout").length).toBeLessThanOrEqual(20);
  expect(client.silentSince()).not.toBeNull();
  expect((await client.status({ invoiceId: "2", terminalId: TERMINAL })).kind).toBe("paid");
});

test("what was not asked is not called unanswered", async () => {
  bank.onStatus(hang);
  const client = bank.client({
    limits: { ...LIMITS, callsAtOnce: 1, callsHanging: 0, breakerFailures: 100, headersMs: 2_000 },
  });
  const both = [1, 2].map((i) => client.status({ invoiceId: `${i}`, terminalId: TERMINAL }));
  const faults = (await Promise.all(both)).map(({ fault }) => fault);
  expect(faults.sort()).toEqual(["not_asked", "timeout"]);
  expect(bank.statusCalls).toHaveLength(1);
});

test("the token service, too, is hardly asked while it fails", async () => {
  bank.onToken(json({}, { status: 500 }));
  const ask = asking();
  const until = performance.now() + 1_000;
  while (performance.now() < until) {
    await ask();
    await wait(5);
  }
  expect(bank.tokenCalls.length).toBeLessThanOrEqual(20);
  expect(bank.statusCalls).toHaveLength(0);
});

test("a person who leaves says nothing about the bank", async () => {
  bank.onStatus(hang);
  const client = bank.client({ limits: { ...LIMITS, headersMs: 400 } });
  for (let i = 0; i < 12; i++) {
    const leaver = new AbortController();
    const left = client.status({
      ...{ invoiceId: `${i}`, terminalId: TERMINAL, signal: leaver.signal },
    });
    await wait(110);
    leaver.abort(new Error("gone"));
    await expect(left).rejects.toThrow("gone");
  }
  expect(client.silentSince()).toBeNull();
});
