import { expect, onTestFinished, test } from "vitest";
import { type PracticeBank, startPracticeBank } from "../server.ts";
import { ask, read, tokenOf } from "../test-shop.ts";

const START = Date.parse("2026-01-15T09:00:00Z");

/** A bank with a clock that the test sets, and a token for it. */
async function bankWithClock() {
  let at = START;
  const bank = await startPracticeBank({ now: () => at });
  onTestFinished(() => bank.stop());
  const token = await tokenOf(bank);
  return { bank, token, moveTo: (seconds: number) => (at = START + seconds * 1000) };
}

async function stateOf(bank: PracticeBank, token: string, invoice: string) {
  const { resultCode, transaction } = read(await ask(bank, invoice, { token }));
  return transaction ? transaction.statusName : resultCode;
}

/** Invoice, then the state after each number of seconds. */
const COURSES: readonly [string, ...(readonly [number, string])[]][] = [
  [
    "10000301",
    [0, "NEW"],
    [7.9, "NEW"],
    [8, "AUTH"],
    [15.9, "AUTH"],
    [16, "CHARGE"],
    [9e3, "CHARGE"],
  ],
  ["10000302", [0, "NEW"], [9.9, "NEW"], [10, "FAILED"]],
  ["10000303", [0, "107"], [11.9, "107"], [12, "CHARGE"]],
  ["10000304", [0, "102"], [9.9, "102"], [10, "CHARGE"]],
  ["10000305", [0, "NEW"], [7000, "NEW"]],
  ["10000307", [0, "107"], [7000, "107"]],
  ["10000308", [0, "AUTH"], [10, "CANCEL"]],
  ["10000309", [0, "CHARGE"], [15, "REFUND"]],
  ["10000311", [0, "FAILED"], [12, "CHARGE"]],
  ["10000312", [0, "CHARGE"], [10, "NEW"]],
  ["10000313", [0, "103"], [10, "CHARGE"]],
];

test.each(COURSES)("%s changes with the clock of the bank", async (invoice, ...course) => {
  const { bank, moveTo } = await bankWithClock();
  for (const [seconds, state] of course) {
    moveTo(seconds);
    expect(await stateOf(bank, await tokenOf(bank), invoice), `after ${seconds} s`).toBe(state);
  }
});

test("time counts from the first request, not from the start of the bank", async () => {
  const { bank, token, moveTo } = await bankWithClock();
  moveTo(3600);
  expect(await stateOf(bank, token, "10000301")).toBe("NEW");
  moveTo(3608);
  expect(await stateOf(bank, token, "10000301")).toBe("AUTH");
});

test("a payment keeps its date and its numbers while its state changes", async () => {
  const { bank, token, moveTo } = await bankWithClock();
  const before = read(await ask(bank, "10000301", { token })).transaction;
  moveTo(60);
  const after = read(await ask(bank, "10000301", { token })).transaction;
  expect(before?.createdDate).toMatch(/^2026-01-15T13:59:40\.000\d{3}\+05:00$/);
  for (const field of ["id", "createdDate", "invoiceID", "amount", "cardMask"]) {
    expect(after?.[field], field).toBe(before?.[field]);
  }
  expect(before?.approvalCode).toBe("");
  expect(after?.approvalCode).toMatch(/^\d{6}$/);
});

test("a clock that is set back does not restart the payment", async () => {
  const { bank, token, moveTo } = await bankWithClock();
  await stateOf(bank, token, "10000301");
  moveTo(-60);
  expect(await stateOf(bank, token, "10000301")).toBe("NEW");
});
