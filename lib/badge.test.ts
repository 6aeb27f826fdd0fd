import { describe, expect, test } from "vitest";
import { badgeOf } from "./badge.ts";
import { httpStatus, transactionPath } from "./look-up.ts";
import { KINDS } from "./payment.ts";

describe("badges", () => {
  test.each(KINDS)("%s has a badge with a tone, an icon and a word", (kind) => {
    const badge = badgeOf({ kind, statusName: null, resultCode: "100" });
    expect(badge.key).toBe(kind);
    expect(badge.icon.length).toBeGreaterThan(0);
  });

  test("3-D Secure and unsettled payments have their own", () => {
    expect(badgeOf({ kind: "failed", statusName: "3D", resultCode: "100" }).key).toBe(
      "three_d_secure",
    );
    const unsettled = { kind: "in_progress", statusName: "FAILED", resultCode: "100" } as const;
    expect(badgeOf(unsettled)).toMatchObject({ key: "not_settled", tone: "amber" });
  });

  test("an unknown one names the bank's word: the state with 100, else the code", () => {
    expect(badgeOf({ kind: "unknown", statusName: "X", resultCode: "100" }).raw).toBe("X");
    expect(badgeOf({ kind: "unknown", statusName: null, resultCode: "105" }).raw).toBe("105");
  });
});

test("answers about the payment are 200, the bank's and our faults are not", () => {
  const statuses = Object.fromEntries(KINDS.map((kind) => [kind, httpStatus(kind)]));
  const others = Object.entries(statuses).filter(([, status]) => status !== 200);
  expect(Object.fromEntries(others)).toEqual({
    bank_error: 502,
    our_settings: 502,
    unreadable: 502,
    unreachable: 503,
  });
});

test("a payment's address holds number, terminal and service, nothing else", () => {
  expect(transactionPath({ invoiceId: "000123" })).toBe("/transactions/000123");
  expect(transactionPath({ invoiceId: "1", terminal: "kiosk", service: "p2p" })).toBe(
    "/transactions/1?terminal=kiosk&service=p2p",
  );
});
