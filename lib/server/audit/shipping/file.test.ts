import {
  chmodSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { asc, eq } from "drizzle-orm";
import { afterAll, expect, test } from "vitest";
import { z } from "zod";
import type { Database } from "#lib/server/db/client.ts";
import { audit, auditShipments } from "#lib/server/db/schema/audit.ts";
import { withDatabase } from "#testing/databases/test-database.ts";
import { expectErrors } from "#testing/vitest/error-log.ts";
import { record } from "../record.ts";
import { ship } from "./shipping.ts";
import { sinkFor } from "./sink.ts";

const folder = mkdtempSync(path.join(tmpdir(), "anyqta-ship-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let serial = 0;

async function write(db: Database, count: number): Promise<void> {
  const by = { ip: "127.0.0.1", userAgent: "test", requestId: "TESTTEST22" };
  const entry = { event: "session.refused", success: false, by, resource: "Әлия\n<b>" } as const;
  for (let written = 0; written < count; written += 1) await record(db, entry);
}

async function allRows(db: Database): Promise<{ id: number; hash: string | null }[]> {
  return db.select({ id: audit.id, hash: audit.hash }).from(audit).orderBy(asc(audit.id));
}

const lineSchema = z.object({ id: z.number(), hash: z.string(), resource: z.string().nullable() });

withDatabase("shipping the audit to a file (P-40)", (db) => {
  test("a file that everybody could read is closed to them, and stays open to its group", async () => {
    const file = path.join(folder, "open.jsonl");
    writeFileSync(file, "");
    chmodSync(file, 0o644);
    await write(db(), 1);
    await ship(db(), `open:${serial}`, sinkFor(pathToFileURL(file)));
    expect((statSync(file).mode & 0o777).toString(8)).toBe("640");
  });

  test("a file gets one line of JSON per row, only its owner can read it, and it may be rotated", async () => {
    const file = path.join(folder, `audit-${serial}-${Date.now()}.jsonl`);
    const url = pathToFileURL(file);
    await ship(db(), url.href, sinkFor(url));
    renameSync(file, `${file}.1`);
    await write(db(), 2);
    await ship(db(), url.href, sinkFor(url));
    const lines = [`${file}.1`, file].flatMap((name) =>
      readFileSync(name, "utf8").trimEnd().split("\n"),
    );
    const rows = lines.map((line) => lineSchema.parse(JSON.parse(line)));
    expect(rows.map(({ id, hash }) => ({ id, hash }))).toEqual(await allRows(db()));
    expect(rows.at(-1)?.resource).toBe("Әлия\n<b>");
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  /** A file that has all rows, and how to ship once more after something has happened. */
  async function shippedFile() {
    serial += 1;
    const file = path.join(folder, `tail-${serial}.jsonl`);
    const url = pathToFileURL(file);
    const again = () => ship(db(), url.href, sinkFor(url));
    await write(db(), 3);
    await again();
    const ids = () =>
      readFileSync(file, "utf8")
        .split("\n")
        .flatMap((line) => (line.endsWith("}") ? [lineSchema.parse(JSON.parse(line)).id] : []));
    return { file, name: url.href, again, ids };
  }

  test("a file continues after its last whole row, wherever the cursor stands", async () => {
    const { file, name, again, ids } = await shippedFile();
    const all = ids();
    await db().update(auditShipments).set({ lastId: 2 }).where(eq(auditShipments.sink, name));
    await again();
    expect(ids()).toEqual(all);
    // A crash in the middle of a line.
    const text = readFileSync(file, "utf8");
    writeFileSync(file, text.slice(0, -20));
    await again();
    expectErrors("fewer rows than the cursor says");
    expect(ids()).toEqual(all);
    await write(db(), 1);
    await db()
      .update(auditShipments)
      .set({ lastId: 1_000_000 })
      .where(eq(auditShipments.sink, name));
    await again();
    expectErrors("fewer rows than the cursor says");
    expect(ids()).toEqual([...all, all.length + 1]);
  });

  test("a file whose last row is not in the audit takes no more, until somebody has looked", async () => {
    const { file, again } = await shippedFile();
    const other = { id: 2, hash: "f".repeat(64), before: "", resource: null };
    writeFileSync(file, `${readFileSync(file, "utf8")}${JSON.stringify(other)}\n`);
    await write(db(), 1);
    await expect(again()).rejects.toThrow("ends with row 2, which is not in the audit");
    renameSync(file, `${file}.old`);
    await again();
  });
});
