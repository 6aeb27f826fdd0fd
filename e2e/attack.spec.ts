import { execFile } from "node:child_process";
import { expect, test } from "@playwright/test";

test("every attack that was ever found is refused, those that take long apart", async () => {
  test.setTimeout(300_000);
  const words = ["--conditions=react-server", "security/attack/run.ts", "--quick"];
  const { code, output } = await new Promise<{ code: unknown; output: string }>((resolve) => {
    execFile(process.execPath, words, (error, stdout, stderr) =>
      resolve({ code: error ? error.code : 0, output: stdout + stderr }),
    );
  });
  expect(code, output).toBe(0);
});
