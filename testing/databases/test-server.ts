import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { openEngine } from "#lib/server/db/engine/engine.ts";

export interface TestServer {
  /** The address of its owner's database, over a Unix socket. */
  url: string;
  stop(): Promise<void>;
}

/** Many tests at once, each with a database or two; what they write need not survive a power cut. */
const SETTINGS = { max_connections: "300", fsync: "off" };

/** Starts the product's own engine for tests and benchmarks, in this folder or in one that goes afterwards. */
export async function startTestServer(
  folder?: string,
  settings: Record<string, string> = SETTINGS,
): Promise<TestServer> {
  const dataDir = folder ?? mkdtempSync(path.join(tmpdir(), "anyqta-server-"));
  const engine = await openEngine(dataDir, { mayCreate: true, settings });
  const { user = "", host = "", port = 0, database = "" } = engine.connection;
  return {
    url: `postgres://${user}@localhost:${port}/${database}?host=${encodeURIComponent(host)}`,
    async stop() {
      await engine.close();
      if (!folder) rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
