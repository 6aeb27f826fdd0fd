import { expect, test } from "vitest";
import { clockSchema, dueMoment } from "./call-back.ts";

/** 15:20 in Almaty, UTC+5. */
const HERE = { now: new Date("2026-11-29T10:20:30.000Z"), timeZone: "Asia/Almaty" };

test.each([
  [{ within: 30 }, "2026-11-29T10:50:30.000Z"],
  [{ at: "17:30" }, "2026-11-29T12:30:00.000Z"],
  [{ at: "17:30:00" }, "2026-11-29T12:30:00.000Z"],
  [{ at: "15:20" }, "2026-11-29T10:20:00.000Z"],
  // Tomorrow's, as it has passed today.
  [{ at: "15:19" }, "2026-11-30T10:19:00.000Z"],
  [{ at: "9.05" }, "2026-11-30T04:05:00.000Z"],
] as const)("%j is a promise for %s", (time, due) => {
  expect(dueMoment(time, HERE).toISOString()).toBe(due);
});

test("a time of the day is hours and minutes and nothing else", () => {
  for (const good of ["00:00", "23:59", "9:05", "17:30:00", " 17:30 "]) {
    expect(clockSchema.safeParse(good).success).toBe(true);
  }
  for (const bad of ["", "24:00", "17:60", "5 pm", "17:30 tomorrow", "-1:30"]) {
    expect(clockSchema.safeParse(bad).success).toBe(false);
  }
});
