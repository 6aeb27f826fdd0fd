import { inspect } from "node:util";
import { expect } from "vitest";
import { readSettings, SettingsError } from "#lib/server/config/settings.ts";

/** Whole settings of a shop, with canaries where nothing may be repeated. */
export const whole = {
  EPAY_ENVIRONMENT: "production",
  EPAY_CLIENT_ID: "shop-canary-id",
  EPAY_CLIENT_SECRET: "canary-secret",
  EPAY_TERMINALS: "shop=67e34d63-102f-4bd1-898e-370781d0074d, web=abc",
  NEXTAUTH_URL: "https://anyqta.example.kz",
  NEXTAUTH_SECRET: "canary-session-secret-of-32-bytes!",
};
type Changes = Record<string, string | undefined>;

export const practice = {
  EPAY_ENVIRONMENT: "practice",
  EPAY_TOKEN_URL: "http://127.0.0.1:1/t",
  EPAY_API_URL: "http://[::1]:1",
};

export const read = (changes: Changes = {}) => readSettings({ ...whole, ...changes });

/** What keeps the start from happening, one entry a setting. */
export function refused(changes: Changes): readonly string[] {
  try {
    read(changes);
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error;
    // Whatever a logger makes of it: names and advice, no value.
    expect(`${inspect(error, { depth: 9, showHidden: true })}`).not.toContain("canary");
    expect(error.message).toBe(error.problems.join("\n"));
    expect(error.cause).toBeUndefined();
    return error.problems;
  }
  return [];
}

/** The names before the colon of each problem. */
export function namesIn(problems: readonly string[]): string[] {
  return problems.map((problem) => problem.split(":")[0] ?? "");
}
