import { describe, expect, test } from "vitest";
import { healthOf } from "./bank-health.ts";

const attempt = (kind: "paid" | "not_found" | "bank_error" | "our_settings", ms = 200) => ({
  kind,
  fault: null,
  bankMilliseconds: ms,
});
const WITHIN = { silentSince: null, minutes: 15 };

describe("the health of the bank", () => {
  test("is unknown without a question of ours, and a question that was not sent is none", () => {
    const unsent = { kind: "unreachable", fault: "not_asked", bankMilliseconds: 0 } as const;
    for (const attempts of [[], [unsent]]) {
      expect(healthOf(attempts, WITHIN)).toEqual({ is: "not_asked", minutes: 15 });
    }
  });

  test("counts faults of the bank, and neither unknown numbers nor our own settings", () => {
    const attempts = [attempt("paid"), attempt("not_found"), attempt("our_settings")];
    expect(healthOf([...attempts, attempt("bank_error")], WITHIN)).toMatchObject({
      is: "answers",
      asked: 4,
      failed: 1,
    });
  });

  test("takes the median of what was answered, or none", () => {
    const times = [900, 100, 300].map((ms) => attempt("paid", ms));
    expect(healthOf([...times, attempt("bank_error", 9_000)], WITHIN)).toMatchObject({
      medianMs: 300,
    });
    expect(healthOf([attempt("bank_error")], WITHIN)).toMatchObject({ failed: 1, medianMs: null });
  });

  test("is silence where the bank has given nobody an answer", () => {
    const silentSince = "2026-11-29T11:49:00.000Z";
    expect(healthOf([attempt("paid")], { ...WITHIN, silentSince })).toEqual({
      is: "silent",
      since: silentSince,
    });
  });
});
