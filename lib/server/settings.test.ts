import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { readSettings, SettingsError } from "./settings.ts";

const whole = {
  EPAY_ENVIRONMENT: "production",
  EPAY_CLIENT_ID: "shop-canary-id",
  EPAY_CLIENT_SECRET: "canary-secret",
  EPAY_TERMINALS: "shop=67e34d63-102f-4bd1-898e-370781d0074d, web=abc",
  NEXTAUTH_URL: "https://anyqta.example.kz",
  NEXTAUTH_SECRET: "canary-session-secret-of-32-bytes!",
};

function problemsOf(changes: Record<string, string | undefined>): string {
  try {
    readSettings({ ...whole, ...changes });
  } catch (error) {
    if (error instanceof SettingsError) return error.message;
    throw error;
  }
  return "";
}

describe("settings", () => {
  test("a preset brings its two addresses and the documented scope", () => {
    const { epay, database, app } = readSettings(whole);
    expect(epay).toMatchObject({
      tokenUrl: "https://epay-oauth.homebank.kz/oauth2/token",
      apiUrl: "https://epay-api.homebank.kz",
      encoding: "multipart",
      scope: "webapi usermanagement email_send verification statement statistics payment",
      terminals: [
        { alias: "shop", id: "67e34d63-102f-4bd1-898e-370781d0074d" },
        { alias: "web", id: "abc" },
      ],
    });
    expect(database).toEqual({ dataDir: "./data" });
    expect(app).toMatchObject({ host: "127.0.0.1", port: 3000 });
  });

  test.each(Object.keys(whole))("without %s the start stops and names it", (name) => {
    expect(problemsOf({ [name]: undefined })).toContain(name);
    expect(problemsOf({ [name]: "" })).toContain(name);
  });

  test.each([
    ["EPAY_ENVIRONMENT", "staging-canary"],
    ["EPAY_TOKEN_URL", "canary"],
    ["EPAY_API_URL", "http://canary.example.kz"],
    ["EPAY_TOKEN_ENCODING", "canary"],
    ["EPAY_TERMINALS", "canary"],
    ["EPAY_CLIENT_SECRET_FILE", "/no/canary"],
    ["DATABASE_URL", "mysql://canary"],
    ["NEXTAUTH_URL", "canary"],
    ["NEXTAUTH_SECRET", "canary-too-short"],
    ["PORT", "99999"],
    ["DISPLAY_TIME_ZONE", "canary/zone"],
    ["RETENTION_DAYS", "0"],
  ])("a wrong %s is named, and no value is told", (name, value) => {
    const problems = problemsOf({ [name]: value });
    expect(problems).toContain(name);
    expect(problems).not.toContain("canary");
  });

  test("practice asks a bank on this machine only", () => {
    const practice = { EPAY_ENVIRONMENT: "practice" };
    expect(problemsOf(practice)).toContain("EPAY_TOKEN_URL");
    const elsewhere = {
      EPAY_TOKEN_URL: "https://bank.example.kz/token",
      EPAY_API_URL: "https://bank.example.kz",
    };
    expect(problemsOf({ ...practice, ...elsewhere })).toContain("EPAY_API_URL");
    const here = { EPAY_TOKEN_URL: "http://127.0.0.1:1/t", EPAY_API_URL: "http://[::1]:1" };
    expect(problemsOf({ ...practice, ...here })).toBe("");
  });

  test("the bank's published access, plain http and unchecked certificates are refused", () => {
    expect(problemsOf({ EPAY_CLIENT_ID: "test" })).toContain("EPAY_CLIENT_SECRET");
    expect(problemsOf({ NEXTAUTH_URL: "http://anyqta.example.kz" })).toContain("NEXTAUTH_URL");
    expect(problemsOf({ NODE_TLS_REJECT_UNAUTHORIZED: "0" })).toContain("certificate");
  });

  test("the secret may stand in a file", () => {
    const file = path.join(mkdtempSync(path.join(tmpdir(), "anyqta-")), "secret");
    writeFileSync(file, "from-a-file\n");
    const { epay } = readSettings({
      ...whole,
      EPAY_CLIENT_SECRET: undefined,
      EPAY_CLIENT_SECRET_FILE: file,
    });
    expect(epay.clientSecret).toBe("from-a-file");
  });
});
