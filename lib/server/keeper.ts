import "server-only";
import { type AuditEntry, record } from "./audit.ts";
import { database } from "./db/client.ts";
import { type Kept, keepingObservations } from "./observations.ts";
import { enteringPayments } from "./seen-payments.ts";
import { singleton } from "./singleton.ts";

/**
 * Keeping what was looked up: observations, list and audit entry in one statement, all or nothing.
 * Looks that come while one is being written are written together (group commit), so that many at
 * once cost little more than one.
 */

interface Look {
  kept: readonly [Kept, ...Kept[]];
  entry: AuditEntry;
}
interface Waiting extends Look {
  done: () => void;
  failed: (error: unknown) => void;
}

/** Looks in one statement: few enough for the 65,535 parameters of PostgreSQL's protocol. */
const MOST_TOGETHER = 64;

const queue = singleton("keeper", () => ({ waiting: [] as Waiting[], isWriting: false }));

/** Resolves when the look is kept; until then nothing of it may be shown. */
export function keepLook(look: Look): Promise<void> {
  return new Promise((done, failed) => {
    queue().waiting.push({ ...look, done, failed });
    if (!queue().isWriting) writeAll();
  });
}

async function writeAll(): Promise<void> {
  queue().isWriting = true;
  for (;;) {
    const looks = queue().waiting.splice(0, MOST_TOGETHER);
    if (looks.length === 0) break;
    await writeTogether(looks);
  }
  queue().isWriting = false;
}

/** One that cannot be written must not take the others with it, so after a failure each goes alone. */
async function writeTogether(looks: readonly Waiting[]): Promise<void> {
  try {
    await write(looks);
    for (const { done } of looks) done();
  } catch (error) {
    if (looks.length === 1) looks[0]?.failed(error);
    else for (const look of looks) await writeTogether([look]);
  }
}

async function write(looks: readonly Look[]): Promise<void> {
  const { db } = await database();
  const [first, ...others] = looks.map(({ entry }) => entry);
  if (!first) return;
  const kept = looks.flatMap((look) => look.kept);
  const acts = [keepingObservations(db, kept), ...enteringPayments(db, kept)];
  await record(db, [first, ...others], acts);
}
