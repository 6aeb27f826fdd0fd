import { execFile } from "node:child_process";
import { z } from "zod";
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
    await application.restart("SIGKILL");
    const acknowledged = (await Promise.all(asked)).filter((invoice) => invoice !== null);
    expect(acknowledged.length).toBeGreaterThan(0);
    await signIn("auditor");
    const log = await (await page.request.get("/api/audit?event=payment.looked_up")).text();
    for (const invoice of acknowledged) expect(log).toContain(invoice);
    await signIn();
  }
});

test("the log says when Anyqta began and ended, and where an end is missing (P-35)", async ({
  page,
  signIn,
  application,
}) => {
  await application.restart("SIGTERM");
  await application.restart("SIGKILL");
  await signIn("auditor");
  const log = await (await page.request.get("/api/audit")).text();
  const events = [...log.matchAll(/audit\.(started|stopped|unended)/g)].map(([event]) => event);
  // Newest first: the kill left no end behind, the orderly stop before it did.
  expect(events.slice(0, 4)).toEqual([
    "audit.started",
    "audit.unended",
    "audit.started",
    "audit.stopped",
  ]);
  expect(log).toMatch(/audit\.started.*retentionDays/);
});

test("an answer that is under way is finished before the end (F-73)", async ({
  page,
  signIn,
  application,
}) => {
  await signIn();
  const asked = page.request.get("/api/transactions/10000101");
  const before = application.bank.calls.status;
  await expect.poll(() => application.bank.calls.status).toBeGreaterThan(before);
  await application.restart("SIGTERM");
  expect((await asked).status()).toBe(200);
});

test("when the audit cannot be written nothing is shown (P-43)", async ({
  page,
  signIn,
  application,
}) => {
  await signIn();
  await application.query(
    "alter table audit add constraint full_disk check (event <> 'payment.looked_up') not valid",
  );
  const refused = await page.request.get("/api/transactions/205218074");
  expect(refused.status()).toBe(503);
  expect(await refused.text()).not.toContain("440043");
  expect(Number(refused.headers()["retry-after"])).toBeGreaterThan(0);
  expect(application.output()).toContain("the audit cannot be written");
  await application.query("alter table audit drop constraint full_disk");
  expect((await page.request.get("/api/transactions/205218074")).status()).toBe(200);
});

test("the database engine is started again when it is killed, and nothing is lost", async ({
  page,
  signIn,
  application,
}) => {
  await signIn();
  for (const invoice of ["7900000001", "7900000002", "7900000003"]) {
    await page.request.get(`/api/transactions/${invoice}`);
    const [found] = z
      .array(z.object({ pid: z.string() }))
      .parse(
        await application.query(
          "select split_part(pg_read_file('postmaster.pid'), chr(10), 1) as pid",
        ),
      );
    process.kill(Number(found?.pid), "SIGKILL");
    await expect
      .poll(async () => (await page.request.get(`/api/transactions/${invoice}`)).status())
      .toBe(200);
    const rows = await application.query(`select from audit where resource = '${invoice}'`);
    expect(rows.length).toBeGreaterThanOrEqual(2);
  }
  expect(application.output()).toContain("the embedded database runs again");
});

test("staff can be added while Anyqta runs", async ({ application }) => {
  const added = await run(
    "staff",
    ["add", "a@example.kz", "--role", "clerk"],
    settingsOf(application),
  );
  expect(added).toMatchObject({ code: 0, output: expect.stringContaining("/set-up/") });
  expect(await application.query("select from people where email = 'a@example.kz'")).toHaveLength(
    1,
  );
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

test("demo people and a real bank's address never meet (P-55)", async ({ application }) => {
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
