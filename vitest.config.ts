import { defineConfig } from "vitest/config";

export default defineConfig({
  // Server files say `import "server-only"`; under this condition the package is empty.
  ssr: { resolve: { conditions: ["react-server"] } },
  resolve: { conditions: ["react-server"] },
  test: {
    include: ["lib/**/*.test.ts", "components/**/*.test.ts", "security/*.test.ts"],
    // Vitest leaves one core idle by itself; of two that is half of the machine.
    maxWorkers: "100%",
    testTimeout: 60_000,
    hookTimeout: 60_000,
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
    globalSetup: ["testing/databases/global-setup.ts"],
  },
});
