import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import pg from "pg";
import { afterAll, beforeAll, describe, inject } from "vitest";
import { type Database, type OpenDatabase, openDatabase } from "./client.ts";

/** Runs the same tests on both engines, each on an empty database of its own. */
export function onBothEngines(name: string, tests: (db: () => Database) => void): void {
  describe.each([
    ["PGlite", openEmbedded],
    ["PostgreSQL", openPostgres],
  ])(`${name} on %s`, (_engine, open) => {
    let opened: OpenDatabase;
    beforeAll(async () => {
      opened = await open();
    });
    afterAll(() => opened.close());
    tests(() => opened.db);
  });
}

async function openEmbedded(): Promise<OpenDatabase> {
  const folder = mkdtempSync(path.join(tmpdir(), "anyqta-db-"));
  const opened = await openDatabase({ dataDir: folder });
  return {
    db: opened.db,
    async close() {
      await opened.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function openPostgres(): Promise<OpenDatabase> {
  const url = new URL(inject("postgresUrl"));
  const name = `tests_${randomUUID().replaceAll("-", "")}`;
  const admin = new pg.Client({ connectionString: url.href });
  await admin.connect();
  await admin.query(`create database ${name}`);
  await admin.end();
  url.pathname = `/${name}`;
  return openDatabase({ url: url.href });
}
