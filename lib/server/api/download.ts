import "server-only";
import { setTimeout as pause } from "node:timers/promises";
import { AppError } from "#lib/http/errors.ts";
import type { Actor } from "#lib/server/actor.ts";
import type { Database } from "#lib/server/db/client.ts";
import type { TableFile } from "#lib/server/export/table.ts";
import { staffWorks } from "#lib/server/http/guard/admission.ts";
import { mayGoOn } from "#lib/server/people/sessions/standing-session.ts";
import { singleton } from "#lib/server/runtime/singleton.ts";

/** Files of many rows. Each takes the processor and the database for as long as it is made. */

/** Files that are made at once, of one person and in one process. */
const MOST_OF_ONE_PERSON = 1;
const MOST = 2;
/** After which another file may have ended, in seconds. */
const RETRY_SECONDS = 10;
/** Rows between two looks at the session. */
const ROWS_UNWATCHED = 500;
/**
 * While others work, a file rests after each batch of rows so many times as long as
 * reading them took. Writing them takes about as long again, so a file works a quarter of the time.
 */
const REST = 6;
const LONGEST_REST_MILLISECONDS = 2_000;

/** The people whose files are being made. */
const running = singleton("downloads", (): string[] => []);

type Rows = TableFile["rows"];
type Batch = Rows extends AsyncIterable<infer One> ? One : never;

interface File {
  table: TableFile;
  write(table: TableFile): ReadableStream<Uint8Array>;
  headers: Record<string, string>;
}

/**
 * The answer with a file, one at a time for each person. It gives way to other requests, and fails
 * halfway when the person signs out, is blocked or gets another role.
 * @throws AppError too_many
 */
export async function download(
  db: Database,
  actor: Actor,
  make: () => Promise<File>,
): Promise<Response> {
  const end = begin(actor.personId);
  try {
    const { table, write, headers } = await make();
    const rows = watched(table.rows, {
      isAllowed: () => mayGoOn(db, actor),
      isWanted: () => staffWorks({ besides: actor.personId }),
    });
    const bytes = write({ ...table, rows });
    return new Response(endingWith(bytes, end), { headers });
  } catch (error) {
    end();
    throw error;
  }
}

/** Counts a file until the function that it gives is called. */
function begin(personId: string): () => void {
  const all = running();
  const own = all.filter((other) => other === personId);
  if (all.length >= MOST || own.length >= MOST_OF_ONE_PERSON) {
    throw new AppError("too_many", { retryAfter: RETRY_SECONDS });
  }
  all.push(personId);
  let isOver = false;
  return () => {
    if (!isOver) all.splice(all.indexOf(personId), 1);
    isOver = true;
  };
}

interface Watch {
  isAllowed(): Promise<boolean>;
  /** Whether others want the processor. */
  isWanted(): boolean;
}

async function* watched(rows: Rows, { isAllowed, isWanted }: Watch): AsyncGenerator<Batch> {
  let unwatched = 0;
  let begun = performance.now();
  for await (const some of rows) {
    const worked = performance.now() - begun;
    if (isWanted()) {
      await pause(Math.min(worked * REST, LONGEST_REST_MILLISECONDS));
    }
    if (unwatched >= ROWS_UNWATCHED) {
      if (!(await isAllowed())) throw new AppError("signed_out");
      unwatched = 0;
    }
    unwatched += some.length;
    yield some;
    begun = performance.now();
  }
}

/** The same bytes; `end` is called when they have ended, failed, or are read no more. */
function endingWith(
  bytes: ReadableStream<Uint8Array>,
  end: () => void,
): ReadableStream<Uint8Array> {
  const reader = bytes.getReader();
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        try {
          const { done, value } = await reader.read();
          if (!done) {
            controller.enqueue(value);
            return;
          }
          end();
          controller.close();
        } catch (error) {
          end();
          throw error;
        }
      },
      async cancel(reason) {
        end();
        await reader.cancel(reason);
      },
    },
    { highWaterMark: 0 },
  );
}
