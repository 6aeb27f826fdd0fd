import { inspect } from "node:util";
import { expect } from "vitest";
import { readSettings, SettingsError } from "#lib/server/config/settings.ts";

/** Complete settings of a shop; the values that no message may repeat are canaries. */
export const whole = {
  EPAY_ENVIRONMENT: "production",
  EPAY_CLIENT_ID: "shop-canary-id",
  EPAY_CLIENT_SECRET: "canary-secret",
  EPAY_TERMINALS: "shop=67e34d63-102f-4bd1-898e-370781d0074d, web=abc",
  NEXTAUTH_URL: "https://anyqta.example.kz",
  NEXTAUTH_SECRET: "canary-session-secret-of-32-bytes!",
};
type Changes = Record<string, string | undefined>;

/** Changes for the practice bank. */
export const practice = {
  EPAY_ENVIRONMENT: "practice",
  EPAY_TOKEN_URL: "http://127.0.0.1:1/t",
  EPAY_API_URL: "http://[::1]:1",
};

/** Reads the settings with some changes. */
export const read = (changes: Changes = {}) => readSettings({ ...whole, ...changes });

/** The problems that stop the start, one entry for each setting. */
export function refused(changes: Changes): readonly string[] {
  try {
    read(changes);
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error;
    // A logger may inspect the whole error: it must contain names and advice, but no value.
    expect(`${inspect(error, { depth: 9, showHidden: true })}`).not.toContain("canary");
    expect(error.message).toBe(error.problems.join("\n"));
    expect(error.cause).toBeUndefined();
    return error.problems;
  }
  return [];
}

/** The name of the setting in each problem. */
export function namesIn(problems: readonly string[]): string[] {
  return problems.map((problem) => problem.split(":")[0] ?? "");
}
