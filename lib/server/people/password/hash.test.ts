import { expect, test, vi } from "vitest";
import { hashPassword, passwordMatches } from "./hash.ts";

const running = vi.hoisted(() => ({ now: 0, most: 0 }));

vi.mock(import("@node-rs/argon2"), async (importOriginal) => {
  const original = await importOriginal();
  const counted = async <Result>(work: Promise<Result>): Promise<Result> => {
    running.now += 1;
    running.most = Math.max(running.most, running.now);
    return work.finally(() => {
      running.now -= 1;
    });
  };
  return {
    ...original,
    hash: (...given) => counted(original.hash(...given)),
    verify: (...given) => counted(original.verify(...given)),
  };
});

test("passwords are hashed one after another, also after one that fails (A-81)", async () => {
  const hash = await hashPassword("mine");
  const outcomes = await Promise.allSettled([
    passwordMatches("mine", hash),
    passwordMatches("mine", "no hash"),
    passwordMatches("another", hash),
    passwordMatches("mine", null),
    hashPassword("mine"),
  ]);
  expect(outcomes.map((one) => (one.status === "fulfilled" ? one.value : one.status))).toEqual([
    true,
    "rejected",
    false,
    false,
    expect.stringContaining("$argon2id$"),
  ]);
  expect(running.most).toBe(1);
});
