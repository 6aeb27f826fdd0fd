import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { database } from "#lib/server/db/client.ts";
import { bankFindings } from "#lib/server/db/schema/bank-findings.ts";
import type { EpayClient } from "#lib/server/epay/client.ts";
import { answer } from "#testing/bank/sample-answer.ts";
import { INVOICE, json, ScriptedBank, TERMINAL } from "#testing/bank/scripted-bank.ts";
import { useEmptyDatabase } from "#testing/databases/test-database.ts";
import { SharedFindings } from "./shared-findings.ts";

const bank = new ScriptedBank();
beforeAll(async () => {
  await bank.open();
  await useEmptyDatabase();
});
afterAll(() => bank.close());
beforeEach(async () => {
  const { db } = await database();
  await db.delete(bankFindings);
});

/** A process of its own: a bank client that shares its findings. */
function processOf(): { client: EpayClient; findings: SharedFindings; ask(): Promise<unknown> } {
  const client: EpayClient = bank.client({
    limits: { probeMs: 1_000, breakerFailures: 2, attempts: 1 },
    onEvent: (event) => {
      if (event.type === "breaker") findings.tell(event.origin, event.silentSince);
    },
  });
  const findings = new SharedFindings(client);
  const ask = async () => {
    await findings.learn();
    return client.status({ invoiceId: INVOICE, terminalId: TERMINAL });
  };
  return { client, findings, ask };
}

test("an outage that one process meets is known to another one within a second, and so is its end", async () => {
  const [first, second] = [processOf(), processOf()];
  bank.onStatus(json(answer()));
  // Both have a token from now on: a good answer of the token service would be one of the host.
  await Promise.all([first.ask(), second.ask()]);
  bank.onStatus(json({}, { status: 503 }));
  await expect
    .poll(first.ask, { interval: 30, timeout: 5_000 })
    .toMatchObject({ fault: "bank_silent" });
  const { db } = await database();
  await expect.poll(() => db.select().from(bankFindings)).toHaveLength(1);
  await expect
    .poll(
      async () => {
        await second.findings.learn();
        return second.client.silentSince();
      },
      { timeout: 5_000 },
    )
    .not.toBeNull();
  const calls = bank.statusCalls.length;
  // Its first question is a probe, its second one is not sent.
  expect(await second.ask()).toMatchObject({ fault: "bank_failing" });
  expect(await second.ask()).toMatchObject({ fault: "bank_silent" });
  expect(bank.statusCalls.length).toBe(calls + 1);
  expect(second.client.silentSince()).toBe(first.client.silentSince());

  bank.onStatus(json(answer()));
  await expect
    .poll(first.ask, { interval: 30, timeout: 5_000 })
    .toMatchObject({ kind: "partly_refunded" });
  await expect
    .poll(
      async () => {
        await second.findings.learn();
        return second.client.silentSince();
      },
      { timeout: 5_000 },
    )
    .toBeNull();
});

test("the finding of a process that has ended is no news after a minute", async () => {
  const { db } = await database();
  const old = new Date(Date.now() - 61_000);
  await db.insert(bankFindings).values({ origin: bank.origin, silentSince: old, foundAt: old });
  const { client, ask } = processOf();
  bank.onStatus(json(answer()));
  expect(await ask()).toMatchObject({ kind: "partly_refunded" });
  expect(client.silentSince()).toBeNull();
});

test("without the database each process has its own findings", async () => {
  const { db } = await database();
  const failing = vi.spyOn(db, "execute").mockRejectedValue(new Error("down"));
  const { ask } = processOf();
  bank.onStatus(json(answer()));
  expect(await ask()).toMatchObject({ kind: "partly_refunded" });
  failing.mockRestore();
});
