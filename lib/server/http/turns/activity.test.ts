import { expect, test, vi } from "vitest";
import { Activity } from "./activity.ts";

test("somebody is alone until another asks, and again some time after that", () => {
  vi.useFakeTimers({ toFake: ["performance"] });
  const activity = new Activity({ milliseconds: 1_000 });
  expect(activity.hasOthersThan(null)).toBe(false);
  activity.note("anna");
  activity.note("anna");
  expect([activity.hasOthersThan("anna"), activity.hasOthersThan("boris")]).toEqual([false, true]);
  activity.note("boris");
  activity.note("anna");
  expect([activity.hasOthersThan("anna"), activity.hasOthersThan("boris")]).toEqual([true, true]);
  vi.advanceTimersByTime(900);
  activity.note("anna");
  vi.advanceTimersByTime(200);
  expect([activity.hasOthersThan("anna"), activity.hasOthersThan(null)]).toEqual([false, true]);
  vi.useRealTimers();
});
