import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import pg from "pg";
import { beforeAll, describe, expect, test } from "vitest";
import { emptyDatabase } from "#testing/databases/test-database.ts";
import { MIGRATIONS, openDatabase } from "./client.ts";
import { type ShippedStep, shippedSteps, whyForeign } from "./migration-steps.ts";

const FROZEN = "testing/migration-hashes.txt";

test(`the committed migrations are those of ${FROZEN}: lines are added there, never edited`, () => {
  const frozen = readFileSync(FROZEN, "utf8")
    .split("\n")
    .filter((line) => line !== "" && !line.startsWith("#"));
  const shipped = shippedSteps(MIGRATIONS);
  expect(shipped.map(({ name, at, hash }) => `${name} ${at} ${hash}`)).toEqual(frozen);
  const times = shipped.map(({ at }) => at);
  expect(times, "Drizzle skips a migration that is older than the newest applied one").toEqual(
    times.toSorted((a, b) => a - b),
  );
});

describe("a database is compared with the program", () => {
  const step = (name: string, at: number): ShippedStep => ({
    name,
    at,
    hash: `hash of ${name}`,
    statements: [],
  });
  const first = step("0000_start", 10);
  const second = step("0001_people", 20);
  const third = step("0002_shares", 30);

  test("one that is up to date or older is ours", () => {
    for (const recorded of [[], [first], [first, second, third]]) {
      expect(whyForeign(recorded, [first, second, third])).toBeNull();
    }
  });

  test("one with more migrations is newer", () => {
    expect(whyForeign([first, second, third], [first])).toMatch(/newer Anyqta.* 2 of its migr/);
  });

  test.each([
    ["text", { at: 20, hash: "another" }],
    ["time", { at: 15, hash: "hash of 0001_people" }],
    ["text and time", { at: 15, hash: "another" }],
  ])("a migration with another %s is named", (_what, recorded) => {
    expect(whyForeign([first, recorded], [first, second])).toMatch(/0001_people.*was changed/);
  });

  test("one that was overtaken by a later one is named", () => {
    expect(whyForeign([first, third], [first, second, third])).toMatch(/0001_people, but not/);
  });
});

describe("a database of a newer program", () => {
  let url: string;
  beforeAll(async () => {
    url = (await emptyDatabase()).ownerUrl;
    await (await openDatabase({ url })).close();
    await query(
      url,
      "insert into drizzle.__drizzle_migrations (hash, created_at) values ('later', 9999999999999)",
    );
  });

  test.each([
    ["npm start", ["--input-type=module", "--eval", START]],
    ["npm run staff", ["lib/commands/staff.ts", "add", "a@example.kz", "--role", "admin"]],
    ["npm run migrate", ["lib/commands/migrate.ts", "--for", "postgres"]],
    ["npm run audit", ["lib/commands/audit.ts", "verify"]],
    ["npm run doctor", ["lib/commands/doctor.ts"]],
  ])("%s refuses it in words, and changes nothing", async (_name, command) => {
    // For `migrate`, which looks for the other user first.
    await query(
      url,
      "do $$ begin create role postgres; exception when duplicate_object then end $$",
    );
    const { code, output } = await run(command, url);
    expect(code).toBe(1);
    const lines = output.split("\n").filter((line) => line.includes("newer Anyqta"));
    expect(lines).toEqual([expect.stringContaining("restore a backup")]);
    expect(output).not.toContain("    at ");
    expect(await query(url, "select count(*)::int as people from people")).toEqual([{ people: 0 }]);
  });
});

test("a migration that fails is named with its table, and without values", async () => {
  const { ownerUrl: url } = await emptyDatabase();
  await query(url, "create table payer_blocks (secret text)");
  await expect(openDatabase({ url })).rejects.toThrow(
    /^The migration 0012_payer_blocks failed at the table payer_blocks; nothing of it was kept\. .*42P07.*already exists$/,
  );
  expect(await query(url, "select to_regclass('audit') as audit")).toEqual([{ audit: null }]);
});

/** The start of a server, without Next. */
const START = `
  import { start } from "#lib/server/boot/start.ts";
  await start();
  process.exit(0);
`;

async function query(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

function run(command: readonly string[], url: string) {
  return new Promise<{ code: unknown; output: string }>((resolve) => {
    const child = execFile(
      process.execPath,
      ["--conditions=react-server", ...command],
      { env: { ...process.env, DATABASE_URL: url }, timeout: 60_000 },
      (_error, stdout, stderr) => resolve({ code: child.exitCode, output: stdout + stderr }),
    );
  });
}
