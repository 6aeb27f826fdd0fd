import { defineConfig } from "vitest/config";

export default defineConfig({
  // Server files say `import "server-only"`; under this condition the package is empty.
  ssr: { resolve: { conditions: ["react-server"] } },
  resolve: { conditions: ["react-server"] },
  test: {
    include: ["lib/**/*.test.ts", "components/**/*.test.ts"],
    testTimeout: 20_000,
    hookTimeout: 60_000,
    restoreMocks: true,
    globalSetup: ["lib/server/db/postgres-for-tests.ts"],
  },
});
