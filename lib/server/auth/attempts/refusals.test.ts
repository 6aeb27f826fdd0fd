import { asc, eq } from "drizzle-orm";
import { beforeEach, expect, test, vi } from "vitest";
import { audit } from "#lib/server/db/schema/audit.ts";
import { withDatabase } from "#testing/databases/test-database.ts";
import { expectErrors } from "#testing/vitest/error-log.ts";
import { recordRefusal, writeCountedRefusals } from "./refusals.ts";

vi.mock("#lib/server/audit/record.ts", { spy: true });

withDatabase("refused attempts", (db) => {
  beforeEach(() => writeCountedRefusals(db()));

  const refuse = (ip: string, resource?: string) =>
    recordRefusal(db(), {
      event: "session.refused",
      by: { ip, userAgent: "Firefox", requestId: "TESTTEST22" },
      ...(resource && { resource }),
      detail: { tries: 1 },
    });

  /** The rows of these addresses: whose, and how many attempts each stands for. */
  async function rowsOf(...addresses: string[]) {
    const rows = await db()
      .select()
      .from(audit)
      .where(eq(audit.event, "session.refused"))
      .orderBy(asc(audit.id));
    return rows
      .filter(({ ip }) => addresses.includes(ip ?? ""))
      .map(({ resource, detail }) => [resource, detail.count ?? 1]);
  }

  test("are written after a minute by themselves, and a failure is logged", async () => {
    vi.useFakeTimers({ toFake: ["setTimeout"] });
    const { record } = await import("#lib/server/audit/record.ts");
    for (let time = 0; time < 12; time += 1) await refuse("192.0.2.5");
    vi.mocked(record).mockRejectedValueOnce(new Error("no database"));
    await vi.advanceTimersByTimeAsync(60_000);
    expectErrors("refused attempts not recorded yet");
    await refuse("192.0.2.5");
    await vi.advanceTimersByTimeAsync(60_000);
    vi.useRealTimers();
    await expect.poll(() => rowsOf("192.0.2.5")).toContainEqual([null, 2]);
  });

  test("of one address are rows of their own, then one row a minute with their number (P-33)", async () => {
    for (let time = 0; time < 10; time += 1) await refuse("192.0.2.1");
    for (let time = 0; time < 90; time += 1) await refuse("192.0.2.1");
    await refuse("192.0.2.2");
    expect(await rowsOf("192.0.2.1")).toHaveLength(10);
    expect(await rowsOf("192.0.2.2")).toEqual([[null, 1]]);
    await writeCountedRefusals(db());
    expect((await rowsOf("192.0.2.1")).at(-1)).toEqual([null, 90]);
    await writeCountedRefusals(db());
    expect(await rowsOf("192.0.2.1")).toHaveLength(11);
  });

  test("are counted for each person, and whether they are depends on the address alone", async () => {
    const names = [undefined, "aigul@example.kz", "marat@example.kz"];
    for (let time = 0; time < 10; time += 1) await refuse("192.0.2.3");
    for (const name of [...names, ...names]) await refuse("192.0.2.3", name);
    expect(await rowsOf("192.0.2.3")).toHaveLength(10);
    await writeCountedRefusals(db());
    expect((await rowsOf("192.0.2.3")).slice(10)).toEqual(names.map((name) => [name ?? null, 2]));
  });

  test("of IPv6 are counted by the /64", async () => {
    const addresses = Array.from({ length: 30 }, (_, index) => `2001:db8::${index + 1}`);
    for (const address of addresses) await refuse(address);
    await writeCountedRefusals(db());
    const rows = await rowsOf(...addresses);
    expect(rows.map(([, count]) => count)).toEqual([...Array(10).fill(1), 20]);
  });

  test("that could not be written are kept for the next minute", async () => {
    const { record } = await import("#lib/server/audit/record.ts");
    for (let time = 0; time < 13; time += 1) await refuse("192.0.2.4");
    vi.mocked(record).mockRejectedValueOnce(new Error("no database"));
    await expect(writeCountedRefusals(db())).rejects.toThrow("no database");
    for (let time = 0; time < 11; time += 1) await refuse("192.0.2.4");
    await writeCountedRefusals(db());
    expect((await rowsOf("192.0.2.4")).at(-1)).toEqual([null, 4]);
  });
});
