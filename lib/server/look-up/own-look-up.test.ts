import { randomUUID } from "node:crypto";
import { beforeAll, expect, test, vi } from "vitest";
import { useEmptyDatabase } from "#testing/databases/test-database.ts";
import { looker, person } from "#testing/payment-list.ts";
import { sampleAnswer } from "#testing/sample-payment.ts";
import { ownLookUp } from "./own-look-up.ts";
import { saveLookUp } from "./save-look-up.ts";

let askedBy = "";
beforeAll(async () => {
  askedBy = await person((await useEmptyDatabase()).db);
});

/** Saves a look-up by this person at several terminals; the last terminal gives the answer. */
async function keep(invoiceId: string, terminals: readonly [string, ...string[]]): Promise<string> {
  const kept = terminals.map((terminal) => ({
    answer: sampleAnswer({ invoiceId, terminal, observationId: randomUUID() }),
    environment: "practice",
    askedBy,
    byTimer: false,
  }));
  const [first, ...others] = kept;
  if (!first) throw new Error("no terminal");
  const observation = kept.at(-1)?.answer.observationId ?? "";
  const asked = terminals.length > 1 && { asked: terminals.join(",") };
  await saveLookUp({
    observations: [first, ...others],
    entry: {
      event: "payment.looked_up",
      success: true,
      by: { ...looker, personId: askedBy },
      resource: invoiceId,
      detail: { observation, ...asked },
    },
  });
  return observation;
}

const question = (invoiceId: string) =>
  ({ invoiceId, terminal: null, service: "payment" }) as const;

test("a person's own look-up is available for 30 seconds", async () => {
  vi.useFakeTimers({ toFake: ["Date"] });
  const observationId = await keep("410001", ["main"]);
  const own = () => ownLookUp(question("410001"), { observationId, actor: looker });
  vi.setSystemTime(Date.now() + 29_000);
  expect((await own())?.answer.observationId).toBe(observationId);
  vi.setSystemTime(Date.now() + 2_000);
  expect(await own()).toBeNull();
  vi.useRealTimers();
});

test("look-ups by others and of another payment, terminal or service are not available", async () => {
  const observationId = await keep("410002", ["main"]);
  const asked = { observationId, actor: looker };
  expect(await ownLookUp(question("410002"), asked)).not.toBeNull();
  const other = { observationId, actor: { email: "other@example.kz" } };
  expect(await ownLookUp(question("410002"), other)).toBeNull();
  expect(await ownLookUp(question("410003"), asked)).toBeNull();
  expect(await ownLookUp({ ...question("410002"), service: "p2p" }, asked)).toBeNull();
  const kiosk = { alias: "kiosk", id: "a terminal" };
  expect(await ownLookUp({ ...question("410002"), terminal: kiosk }, asked)).toBeNull();
});

test("an own look-up has the terminals that it asked", async () => {
  const observationId = await keep("410004", ["main", "kiosk"]);
  const own = await ownLookUp(question("410004"), { observationId, actor: looker });
  expect(own?.answer.terminal).toBe("kiosk");
  expect(own?.asked.map(({ terminal }) => terminal)).toEqual(["main", "kiosk"]);
});
