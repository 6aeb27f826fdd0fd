import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { answer } from "#testing/bank/sample-answer.ts";
import { INVOICE, json, ScriptedBank, TERMINAL } from "#testing/bank/scripted-bank.ts";
import { startDeadline } from "../deadline.ts";
import { LIMITS, type Limits } from "../timeouts.ts";
import { createRetry } from "./retry.ts";

describe("pauses between tries", () => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "performance"] });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  /** The moments at which work was tried that never succeeds. */
  async function triedAt(limits: Partial<Limits>, random: () => number): Promise<number[]> {
    const monotonic = () => performance.now();
    const retry = createRetry({ ...LIMITS, repeatBurst: 100, ...limits }, { random, monotonic });
    const begun = monotonic();
    const tried: number[] = [];
    const deadline = startDeadline({ ms: 60_000, monotonic });
    const work = async () => {
      tried.push(monotonic() - begun);
      return { outcome: null, repeat: "again" } as const;
    };
    const done = retry(work, deadline);
    await vi.advanceTimersByTimeAsync(59_000);
    await done;
    deadline.clear();
    return tried;
  }

  test("are random below a bound that doubles up to a cap", async () => {
    const limits = { attempts: 5, backoffBaseMs: 20, backoffCapMs: 50 };
    expect(await triedAt(limits, () => 0.5)).toEqual([0, 10, 30, 55, 80]);
  });

  test("may by luck be as short as nothing", async () => {
    const limits = { attempts: 2, backoffBaseMs: 50_000, backoffCapMs: 50_000 };
    expect(await triedAt(limits, () => 0)).toEqual([0, 0]);
  });
});

describe("repeats", () => {
  const question = { invoiceId: INVOICE, terminalId: TERMINAL };
  const failing = json({}, { status: 503 });

  let bank: ScriptedBank;
  beforeEach(async () => {
    bank = await new ScriptedBank().open();
  });
  afterEach(() => bank.close());

  test("faults of both sorts share the three tries", async () => {
    bank.onStatus(json([]), failing, json(answer()));
    expect(await bank.ask()).toMatchObject({ kind: "partly_refunded" });
    bank.onStatus(failing, json([]), json([]), json(answer()));
    expect(await bank.ask()).toMatchObject({ fault: "not_trusted" });
    expect(bank.statusCalls).toHaveLength(3);
  });

  test("F-68 in an outage repeats are a share of the questions, beyond the free ones", async () => {
    bank.onStatus(failing);
    const client = bank.client({
      limits: { repeatBurst: 4, repeatShare: 0.1, repeatsPerSecond: 0 },
    });
    for (let i = 0; i < 100; i++) await client.status(question);
    expect(bank.statusCalls.length).toBeGreaterThan(104);
    expect(bank.statusCalls.length).toBeLessThanOrEqual(100 + 4 + 10);
  });
});
