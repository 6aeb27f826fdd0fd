import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

/** Settings that tests of the server's own instances run with, and an embedded database of their own. */
export function setTestSettings(): void {
  Object.assign(process.env, {
    EPAY_ENVIRONMENT: "practice",
    EPAY_TOKEN_URL: "http://127.0.0.1:1/token",
    EPAY_API_URL: "http://127.0.0.1:1",
    EPAY_CLIENT_ID: "tests",
    EPAY_CLIENT_SECRET: "tests-only",
    EPAY_TERMINALS:
      "main=67e34d63-102f-4bd1-898e-370781d0074d,kiosk=3f0c9d52-7a41-4e86-b1d7-2c5e90a8f614",
    NEXTAUTH_URL: "http://localhost:3000",
    NEXTAUTH_SECRET: "tests only, and longer than 32 bytes",
    DATA_DIR: mkdtempSync(path.join(tmpdir(), "anyqta-settings-")),
    DATABASE_URL: "",
    LOG_LEVEL: "error",
  });
}
