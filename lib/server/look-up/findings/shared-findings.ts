import "server-only";
import { setTimeout as pause } from "node:timers/promises";
import { database } from "#lib/server/db/client.ts";
import { databaseFault } from "#lib/server/db/unavailable.ts";
import type { EpayClient } from "#lib/server/epay/client.ts";
import { log } from "#lib/server/log.ts";
import { storedFindings, storeFinding } from "./stored-findings.ts";

/**
 * Lets the processes on one database share what they find out about the bank: one of them meets an
 * outage, and the others stop asking, too. Without the database each has its own findings.
 */
export class SharedFindings {
  readonly #client: Pick<EpayClient, "learn">;
  /** Findings are written in their order. */
  #written: Promise<void> = Promise.resolve();
  #read: Promise<void> = Promise.resolve();
  #readAt = Number.NEGATIVE_INFINITY;

  constructor(client: Pick<EpayClient, "learn">) {
    this.#client = client;
  }

  /** Tells the other processes. */
  tell(origin: string, silentSince: number | null): void {
    this.#written = this.#written
      .then(async () => {
        const { db } = await database();
        await storeFinding(db, { origin, silentSince });
      })
      .catch(logFault);
  }

  /**
   * Learns what the others found out, at most once in a second. Never fails, and does not wait long
   * for a database that is slow.
   */
  learn(): Promise<void> {
    if (performance.now() - this.#readAt >= READ_MILLISECONDS) {
      this.#readAt = performance.now();
      this.#read = this.#learnNow().catch(logFault);
    }
    return Promise.race([this.#read, pause(PATIENCE_MILLISECONDS, undefined, { ref: false })]);
  }

  async #learnNow(): Promise<void> {
    await this.#written;
    const { db } = await database();
    for (const { origin, ...found } of await storedFindings(db)) this.#client.learn(origin, found);
  }
}

const READ_MILLISECONDS = 1_000;
const PATIENCE_MILLISECONDS = 300;

function logFault(error: unknown): void {
  log().warn({ fault: databaseFault(error) }, "findings about the bank are not shared");
}
