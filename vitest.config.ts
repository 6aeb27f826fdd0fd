import { defineConfig } from "vitest/config";
import { filesByProject, type ProjectName } from "./testing/vitest/projects.ts";

const files = filesByProject();
const ERROR_LOG = "testing/vitest/error-log.ts";
const DATABASES = "testing/databases/global-setup.ts";

/** Server files say `import "server-only"`; under this condition the package is empty. */
const SERVER = {
  ssr: { resolve: { conditions: ["react-server"] } },
  resolve: { conditions: ["react-server"] },
};

/** Components are drawn as a browser has them, by React's production build: it is the quick one. */
const BROWSER = { oxc: { jsx: { runtime: "automatic", development: false } } } as const;

interface ProjectSetup {
  setupFiles?: string[];
  globalSetup?: string[];
  env?: Record<string, string>;
}

/** One project: its files and the setup that they need beyond that of all. */
function project(name: ProjectName, setup: ProjectSetup) {
  const setupFiles = [ERROR_LOG, ...(setup.setupFiles ?? [])];
  const test = { name, include: files[name], ...setup, setupFiles };
  return { extends: true, ...(name === "view" ? BROWSER : SERVER), test } as const;
}

export default defineConfig({
  test: {
    projects: [
      project("unit", { setupFiles: ["testing/vitest/unit-only.ts"] }),
      project("view", { env: { NODE_ENV: "production" } }),
      project("db", { globalSetup: [DATABASES] }),
      project("http", {}),
      project("slow", { globalSetup: [DATABASES] }),
    ],
    // What a passing test prints is of no interest.
    silent: "passed-only",
    // Vitest leaves one core idle by itself; of two that is half of the machine.
    maxWorkers: "100%",
    // Ceilings for a machine that does other work beside, not expectations.
    testTimeout: 180_000,
    hookTimeout: 180_000,
    restoreMocks: true,
    // The settings of the process, for what derives its keys from them; the demo's, shortened.
    env: {
      EPAY_ENVIRONMENT: "practice",
      EPAY_TOKEN_URL: "http://127.0.0.1:9/oauth2/token",
      EPAY_API_URL: "http://127.0.0.1:9",
      EPAY_CLIENT_ID: "tests",
      EPAY_CLIENT_SECRET: "tests",
      EPAY_TERMINALS: "main=00000000-0000-0000-0000-000000000000",
      NEXTAUTH_URL: "http://127.0.0.1:3000",
      NEXTAUTH_SECRET: "a secret of the tests, thirty-two bytes or more",
      LOG_LEVEL: "error",
      // The checker of regular expressions runs in this process, not as a binary.
      RECHECK_BACKEND: "pure",
    },
  },
});
