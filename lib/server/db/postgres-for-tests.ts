import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { TestProject } from "vitest/node";
import { startOwnPostgres } from "./own-postgres.ts";

declare module "vitest" {
  interface ProvidedContext {
    postgresUrl: string;
  }
}

/** Starts a PostgreSQL of its own for the tests and hands its address to them. */
export default async function startPostgres(project: TestProject): Promise<() => Promise<void>> {
  const folder = mkdtempSync(path.join(tmpdir(), "anyqta-postgres-"));
  const { url, stop } = await startOwnPostgres(folder);
  project.provide("postgresUrl", url);
  return async () => {
    await stop();
    rmSync(folder, { recursive: true, force: true });
  };
}
