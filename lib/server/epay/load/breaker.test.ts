import { beforeEach, describe, expect, test } from "vitest";
import { LIMITS } from "../timeouts.ts";
import { type Breaker, createBreaker } from "./breaker.ts";

const NOW = Date.UTC(2026, 10, 24, 9);

let ms: number;
let findings: (number | null)[];
beforeEach(() => {
  ms = 0;
  findings = [];
});

/** A breaker on a clock that stands still until the test moves it. */
function breakerOf(): Breaker {
  return createBreaker({
    limits: LIMITS,
    now: () => NOW + ms,
    monotonic: () => ms,
    onFinding: (silentSince) => findings.push(silentSince),
  });
}

/** Calls that begin now and have failed after so many milliseconds. */
function fail(breaker: Breaker, { times = 1, after = 100 } = {}): void {
  for (let i = 0; i < times; i++) {
    const begunAt = ms;
    ms += after;
    breaker.record("bad", { service: "payment", begunAt });
  }
}

function openBreaker(): Breaker {
  const breaker = breakerOf();
  fail(breaker, { times: 5, after: 300 });
  return breaker;
}

describe("opening (F-68, A-65)", () => {
  test("five failed calls in a row open it, if they last a second", () => {
    const breaker = breakerOf();
    fail(breaker, { times: 5, after: 100 });
    expect(breaker.admit("payment")).toBe("closed");
    fail(breaker, { after: 500 });
    expect(breaker.admit("payment")).toBe("open");
    expect(breaker.silentSince()).toBe(NOW);
    expect(findings).toEqual([NOW]);
  });

  test("twenty open it at once", () => {
    const breaker = breakerOf();
    for (let i = 0; i < 19; i++) breaker.record("bad", { service: "payment", begunAt: 0 });
    expect(breaker.admit("payment")).toBe("closed");
    breaker.record("bad", { service: "payment", begunAt: 0 });
    expect(breaker.admit("payment")).toBe("open");
  });

  test("a good answer in between counts from the start", () => {
    const breaker = breakerOf();
    fail(breaker, { times: 4, after: 400 });
    breaker.record("good", { service: "payment", begunAt: ms });
    ms += 1;
    fail(breaker, { times: 4, after: 400 });
    expect(breaker.admit("payment")).toBe("closed");
  });

  test("calls that began before the last good answer do not count: a share of them hangs", () => {
    const breaker = breakerOf();
    ms = 5_000;
    breaker.record("good", { service: "payment", begunAt: 4_900 });
    for (let begunAt = 0; begunAt < 5_000; begunAt += 100)
      breaker.record("bad", { service: "payment", begunAt });
    expect(breaker.admit("payment")).toBe("closed");
  });
});

describe("while it is open", () => {
  test("one call a second is let through, and the first good answer closes it", () => {
    const breaker = openBreaker();
    const admitted = Array.from({ length: 50 }, () => {
      ms += 100;
      return breaker.admit("payment");
    });
    expect(admitted.filter((one) => one === "probe")).toHaveLength(5);
    expect(admitted).not.toContain("closed");
    breaker.record("good", { service: "payment", begunAt: ms });
    expect([breaker.admit("payment"), breaker.silentSince()]).toEqual(["closed", null]);
    expect(findings.at(-1)).toBeNull();
  });

  test("a service of its own has probes of its own, and its good answer closes it", () => {
    const breaker = openBreaker();
    expect(["payment", "p2p", "p2p"].map((one) => breaker.admit(one))).toEqual([
      ...["open", "probe", "open"],
    ]);
    breaker.record("good", { service: "p2p", begunAt: ms });
    expect(breaker.admit("payment")).toBe("closed");
  });

  test("calls that were under way when it opened are no news", () => {
    const breaker = openBreaker();
    for (let i = 0; i < 30; i++) breaker.record("bad", { service: "payment", begunAt: 100 });
    expect(findings).toEqual([NOW]);
  });

  test("a failed probe confirms it, with the time when it began", () => {
    const breaker = openBreaker();
    ms += 1_000;
    expect(breaker.admit("payment")).toBe("probe");
    fail(breaker);
    expect(findings).toEqual([NOW, NOW]);
  });

  test("calls that were under way when the bank came back do not open it again", () => {
    const breaker = openBreaker();
    const begunAt = ms;
    ms += 1_000;
    breaker.record("good", { service: "payment", begunAt: ms });
    for (let i = 0; i < 30; i++) breaker.record("bad", { service: "payment", begunAt });
    expect(breaker.admit("payment")).toBe("closed");
  });
});

describe("what another process found out", () => {
  test("opens it, and the next call is a probe", () => {
    const breaker = breakerOf();
    breaker.learn({ silentSince: NOW - 60_000, ageMs: 500 });
    expect(breaker.silentSince()).toBe(NOW - 60_000);
    expect([breaker.admit("payment"), breaker.admit("payment")]).toEqual(["probe", "open"]);
    expect(findings).toEqual([]);
  });

  test("closes it", () => {
    const breaker = openBreaker();
    ms += 2_000;
    breaker.learn({ silentSince: null, ageMs: 500 });
    expect(breaker.admit("payment")).toBe("closed");
  });

  test("is ignored when it is older than what this process knows, or than a minute", () => {
    const breaker = openBreaker();
    ms += 500;
    breaker.learn({ silentSince: null, ageMs: 600 });
    expect(breaker.silentSince()).toBe(NOW);
    breaker.record("good", { service: "payment", begunAt: ms });
    ms += 500;
    breaker.learn({ silentSince: NOW, ageMs: 600 });
    expect(breaker.silentSince()).toBeNull();
    const fresh = breakerOf();
    fresh.learn({ silentSince: NOW, ageMs: 60_001 });
    expect(fresh.silentSince()).toBeNull();
  });
});
