import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { startDeadline } from "../deadline.ts";
import { LIMITS } from "../timeouts.ts";
import { createBulkhead } from "./bulkhead.ts";

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "performance"] });
});
afterEach(() => {
  vi.useRealTimers();
});

const monotonic = () => performance.now();
const within = (ms: number) => startDeadline({ ms, monotonic });
const bulkheadOf = (limits: Partial<typeof LIMITS> | Record<string, number> = {}) =>
  createBulkhead({ limits: { ...LIMITS, callsAtOnce: 2, callsHanging: 2, ...limits }, monotonic });

test("a call without a place waits for one, in the order of arrival", async () => {
  const { enter } = bulkheadOf();
  const [first] = [await enter(within(10_000)), await enter(within(10_000))];
  const order: string[] = [];
  const waiting = ["third", "fourth"].map(async (name) => {
    const place = await enter(within(900));
    order.push(name);
    place?.leave();
  });
  first?.leave();
  await Promise.all(waiting);
  expect(order).toEqual(["third", "fourth"]);
});

test("calls that hang make room for others, up to a limit", async () => {
  const { enter } = bulkheadOf();
  const hung = [];
  for (let i = 0; i < 4; i++) {
    hung.push(await enter(within(60_000)));
    await vi.advanceTimersByTimeAsync(LIMITS.hangingMs);
  }
  const good = await Promise.all([enter(within(10)), enter(within(10))]);
  expect([...hung, ...good].filter(Boolean)).toHaveLength(4);
  for (const place of hung) place?.leave();
  expect(await enter(within(10))).not.toBeNull();
});

test("a call that would wait longer than its deadline is refused at once", async () => {
  const { enter } = bulkheadOf({ callsAtOnce: 1, callsHanging: 0 });
  for (let i = 0; i < 50; i++) {
    const place = await enter(within(60_000));
    await vi.advanceTimersByTimeAsync(3_000);
    place?.leave();
  }
  expect(await enter(within(60_000))).not.toBeNull();
  const begun = performance.now();
  expect(await enter(within(2_000))).toBeNull();
  expect(performance.now()).toBe(begun);
});

test("a call that waits to its deadline gets no place, and leaves none behind", async () => {
  const { enter } = bulkheadOf({ callsAtOnce: 1, callsHanging: 0 });
  const place = await enter(within(60_000));
  const late = enter(within(500));
  await vi.advanceTimersByTimeAsync(500);
  expect(await late).toBeNull();
  place?.leave();
  expect(await enter(within(500))).not.toBeNull();
});

test("all that wait can be refused", async () => {
  const { enter, refuseQueued } = bulkheadOf({ callsAtOnce: 1 });
  await enter(within(900));
  const waiting = [enter(within(900)), enter(within(900))];
  refuseQueued();
  expect(await Promise.all(waiting)).toEqual([null, null]);
});
