import { execFile } from "node:child_process";
import { expect, test } from "./fixtures.ts";

test("kill -9 loses no acknowledged look-up, and the next start works", async ({
  page,
  signIn,
  application,
}) => {
  test.setTimeout(120_000);
  await signIn();
  for (let round = 0; round < 3; round += 1) {
    const invoices = Array.from({ length: 20 }, (_, place) => `7${round}${place}00000`);
    const asked = invoices.map((invoice) =>
      page.request
        .get(`/api/transactions/${invoice}`)
        .then((answer) => (answer.ok() ? invoice : null))
        .catch(() => null),
    );
    await asked[0];
    await application.killAndRestart();
    const acknowledged = (await Promise.all(asked)).filter((invoice) => invoice !== null);
    expect(acknowledged.length).toBeGreaterThan(0);
    await signIn("auditor");
    const log = await (await page.request.get("/api/audit?event=payment.looked_up")).text();
    for (const invoice of acknowledged) expect(log).toContain(invoice);
    await signIn();
  }
});

test("a second process on the same folder stops with a clear message", async ({ application }) => {
  const second = await run(
    "staff",
    ["add", "a@example.kz", "--role", "clerk"],
    settingsOf(application),
  );
  expect(second.code).toBe(1);
  expect(second.output).toMatch(/DATA_DIR: the folder .* is in use by process \d+/);
});

test("the doctor finds a running demo well, and names what is wrong without values", async ({
  application,
}) => {
  const well = await run("doctor", [], settingsOf(application));
  expect(well.output).toContain("ok    settings");
  expect(well.output).toContain("ok    bank, terminal main");
  expect(well).toMatchObject({ code: 0 });
  const secret = "a-canary-secret-of-mine";
  const ill = await run("doctor", [], { ...settingsOf(application), EPAY_CLIENT_SECRET: secret });
  expect(ill.code).toBe(1);
  expect(ill.output).toContain("credentials_refused");
  expect(ill.output).not.toContain(secret);
});

test("demo people and a real bank's address never meet", async ({ application }) => {
  const refused = await run("demo", [], {
    ...settingsOf(application),
    EPAY_ENVIRONMENT: "production",
  });
  expect(refused.code).toBe(1);
  expect(refused.output).toContain("EPAY_ENVIRONMENT");
});

/** One of the product's commands, to its end; beside the bank of this process, so never blocking. */
function run(
  command: string,
  words: readonly string[],
  env: Record<string, string | undefined>,
): Promise<{ code: number | null; output: string }> {
  const file = `lib/commands/${command}.ts`;
  return new Promise((resolve) => {
    const child = execFile(
      process.execPath,
      ["--conditions=react-server", file, ...words],
      { env: { ...process.env, ...env }, timeout: 30_000 },
      (_error, stdout, stderr) => resolve({ code: child.exitCode, output: stdout + stderr }),
    );
  });
}

function settingsOf(application: { url: string; env: Record<string, string> }) {
  return {
    ...application.env,
    EPAY_ENVIRONMENT: "practice",
    NEXTAUTH_URL: application.url,
    NEXTAUTH_SECRET: "x".repeat(32),
  };
}
