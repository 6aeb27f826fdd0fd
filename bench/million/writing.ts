import type { Database } from "#lib/server/db/client.ts";
import type { Times } from "./measure.ts";

/** What adding to the full database takes. */
export interface Writing {
  what: string;
  times: Times;
}

class RolledBack extends Error {}

/** Acts, and leaves no trace. */
export async function rolledBack(
  db: Database,
  act: (db: Database) => Promise<void>,
): Promise<void> {
  const taken = db.transaction(async (transaction) => {
    await act(transaction);
    throw new RolledBack();
  });
  await taken.catch((error) => {
    if (!(error instanceof RolledBack)) throw error;
  });
}
