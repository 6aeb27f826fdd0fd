import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { TestProject } from "vitest/node";
import { makeEmptyEmbedded } from "./empty-embedded.ts";
import { startOwnPostgres } from "./own-postgres.ts";

declare module "vitest" {
  interface ProvidedContext {
    postgresUrl: string;
    emptyEmbedded: string;
  }
}

/** Starts a PostgreSQL of its own for the tests, makes an embedded database, and tells them where. */
export default async function prepareDatabases(project: TestProject): Promise<() => Promise<void>> {
  const folder = mkdtempSync(path.join(tmpdir(), "anyqta-postgres-"));
  const { url, stop } = await startOwnPostgres(folder);
  const emptyEmbedded = makeEmptyEmbedded();
  project.provide("postgresUrl", url);
  project.provide("emptyEmbedded", emptyEmbedded);
  return async () => {
    await stop();
    for (const made of [folder, emptyEmbedded]) rmSync(made, { recursive: true, force: true });
  };
}
