import { once } from "node:events";
import { createServer, type Server, type Socket } from "node:net";
import { createServer as createSecureServer } from "node:tls";
import { asc, eq, type SQL, sql } from "drizzle-orm";
import { expect, onTestFinished, test, vi } from "vitest";
import { z } from "zod";
import type { Database } from "#lib/server/db/client.ts";
import { audit, auditShipments } from "#lib/server/db/schema/audit.ts";
import { selfSigned } from "#testing/bank/self-signed.ts";
import { withDatabase } from "#testing/databases/test-database.ts";
import { expectErrors } from "#testing/vitest/error-log.ts";
import { record } from "../record.ts";
import { LIMITS } from "./limits.ts";
import type { ShippedRow } from "./shipped-row.ts";
import { isShipping, ship, shipRound } from "./shipping.ts";
import { type Sink, sinkFor } from "./sink.ts";

async function write(db: Database, count: number): Promise<void> {
  const by = { ip: "127.0.0.1", userAgent: "test", requestId: "TESTTEST22" };
  const entry = { event: "session.refused", success: false, by, resource: "Әлия\n<b>" } as const;
  await record(db, [entry, ...Array.from({ length: count - 1 }, () => entry)]);
}

async function allRows(db: Database): Promise<{ id: number; hash: string | null }[]> {
  return db.select({ id: audit.id, hash: audit.hash }).from(audit).orderBy(asc(audit.id));
}

const lineSchema = z.object({
  id: z.number(),
  hash: z.string(),
  before: z.string(),
  resource: z.string().nullable(),
});

/** A sink with a name of its own that collects rows. */
let serial = 0;
function listSink() {
  serial += 1;
  const got: ShippedRow[] = [];
  const sink: Sink = {
    async deliver(rows) {
      got.push(...rows);
    },
  };
  return { name: `list:${serial}`, got, sink, ids: () => got.map(({ id }) => id) };
}

withDatabase("shipping the audit (P-40)", (db) => {
  test("all rows arrive once, in order and in batches, and later rows follow (A-68)", async () => {
    await write(db(), 2 * LIMITS.batchRows + 201);
    const { name, got, sink, ids } = listSink();
    const batches: number[] = [];
    await ship(db(), name, {
      async deliver(rows) {
        batches.push(rows.length);
        await sink.deliver(rows);
      },
    });
    expect(batches.slice(0, 2)).toEqual([LIMITS.batchRows, LIMITS.batchRows]);
    await write(db(), 3);
    await ship(db(), name, sink);
    expect(got.map(({ id, hash }) => ({ id, hash }))).toEqual(await allRows(db()));
    await ship(db(), name, sink);
    expect(new Set(ids()).size).toBe(ids().length);
  });

  test("a failing sink loses no rows, and shipping resumes at the first undelivered row", async () => {
    await write(db(), 10);
    const { name, got, sink } = listSink();
    const dead: Sink = { deliver: () => Promise.reject(new Error("dead")) };
    for (let tries = 0; tries < 3; tries += 1) {
      await expect(ship(db(), name, dead)).rejects.toThrow("dead");
    }
    let batches = 0;
    const dying: Sink = {
      async deliver(rows) {
        batches += 1;
        if (batches === 2) throw new Error("died");
        await sink.deliver(rows);
      },
    };
    await expect(ship(db(), name, dying)).rejects.toThrow("died");
    await write(db(), 10);
    await ship(db(), name, sink);
    expect(got.map(({ id, hash }) => ({ id, hash }))).toEqual(await allRows(db()));
  });

  test("only one of several processes ships", async () => {
    await write(db(), 5);
    const { name, sink, ids } = listSink();
    let enter = () => {};
    const waiting = new Promise<void>((resolve) => {
      enter = resolve;
    });
    const slow: Sink = {
      async deliver(rows) {
        await waiting;
        await sink.deliver(rows);
      },
    };
    const first = ship(db(), name, slow);
    await vi.waitFor(async () => {
      await ship(db(), name, { deliver: () => Promise.reject(new Error("two at once")) });
    });
    enter();
    await first;
    expect(new Set(ids()).size).toBe(ids().length);
    expect(ids().length).toBe((await allRows(db())).length);
  });

  test("a claim holds for its time: what has ended, or lasts longer than ours, is nobody's (A-68)", async () => {
    const { name, sink, got } = listSink();
    await write(db(), 1);
    const claim = (until: SQL) =>
      db().execute(sql`insert into audit_shipments (sink, last_id, claimed_until)
        values (${name}, 0, ${until}) on conflict (sink) do update set claimed_until = ${until}`);
    await claim(sql`now() + interval '50 seconds'`);
    await ship(db(), name, sink);
    expect(got).toEqual([]);
    for (const until of [sql`now() - interval '1 second'`, sql`'9999-01-01'::timestamptz`]) {
      got.length = 0;
      await db().delete(auditShipments);
      await claim(until);
      await ship(db(), name, sink);
      expect(got).toHaveLength((await allRows(db())).length);
    }
  });

  test("a cursor that somebody moved is noticed, and no row is skipped", async () => {
    const { name, sink, got, ids } = listSink();
    await ship(db(), name, sink);
    await write(db(), 4);
    const all = await allRows(db());
    const ahead = [all.length - 1, all.length + 1_000_000];
    for (const lastId of ahead) {
      got.length = 0;
      await db().update(auditShipments).set({ lastId }).where(eq(auditShipments.sink, name));
      await ship(db(), name, sink);
      expect(expectErrors("audit alarm")[0]).toContain("the cursor has no proof");
      expect(ids()).toEqual(all.map(({ id }) => id));
    }
  });

  test("each row carries the hash of the one before, so that a gap shows at the receiver", async () => {
    await write(db(), 3);
    const { name, got, sink } = listSink();
    await ship(db(), name, sink);
    await write(db(), 2);
    await ship(db(), name, sink);
    expect(got.map(({ before }) => before)).toEqual([
      "",
      ...got.slice(0, -1).map((row) => row.hash),
    ]);
  });

  test("a sink that gets no rows for long counts as failing, whatever the cursor says", async () => {
    const { name, sink } = listSink();
    const open = async () => ({ db: db() });
    vi.useFakeTimers({ toFake: ["performance"] });
    onTestFinished(() => {
      vi.useRealTimers();
    });
    await shipRound(open, name, sink);
    await shipRound(open, name, sink);
    await write(db(), 1);
    const held = { claimedUntil: sql`now() + interval '50 seconds'`, lastId: 1_000_000 };
    await db().update(auditShipments).set(held).where(eq(auditShipments.sink, name));
    await shipRound(open, name, sink);
    expect(isShipping()).toBe(true);
    vi.advanceTimersByTime(LIMITS.longestLagMs + 1);
    expect(isShipping()).toBe(false);
    await shipRound(open, name, sink);
    expectErrors("audit alarm: rows are not shipped");
    await db().delete(auditShipments).where(eq(auditShipments.sink, name));
    await shipRound(open, name, sink);
    expect(isShipping()).toBe(true);
  });

  test("a syslog receiver gets complete messages with any text in them", async () => {
    const receiver = await startReceiver();
    const url = new URL(`syslog://127.0.0.1:${receiver.port}`);
    await ship(db(), url.href, sinkFor(url));
    const messages = framesIn(receiver.received());
    const rows = messages.map((message) => {
      expect(message).toMatch(/^<1(08|10)>1 \S+T\S+Z \S+ anyqta \d+ [a-z.]+ - \{/);
      return lineSchema.parse(JSON.parse(message.slice(message.indexOf("{"))));
    });
    expect(rows.map(({ id, hash }) => ({ id, hash }))).toEqual(await allRows(db()));
    await receiver.stop();
    await write(db(), 1);
    await expect(ship(db(), url.href, sinkFor(url))).rejects.toThrow("ECONNREFUSED");
  });
});

test("a syslog receiver with an untrusted TLS certificate gets nothing", async () => {
  let bytes = 0;
  const receiver = createSecureServer(selfSigned(), (socket) => {
    socket.on("data", (chunk) => {
      bytes += chunk.length;
    });
  });
  receiver.on("tlsClientError", () => {});
  const port = await listening(receiver);
  const { deliver } = sinkFor(new URL(`syslogs://127.0.0.1:${port}`));
  await expect(deliver([])).rejects.toThrow("self-signed");
  receiver.close();
  expect(bytes).toBe(0);
});

test("a receiver that never closes the connection times out (A-68)", async () => {
  const receiver = createServer({ allowHalfOpen: true }, (socket) => socket.resume());
  const url = new URL(`syslog://127.0.0.1:${await listening(receiver)}`);
  const { deliver } = sinkFor(url, { ...LIMITS, batchMs: 50 });
  await expect(deliver([])).rejects.toThrow("too long");
  receiver.close();
});

/** The messages in octet-counted frames (RFC 6587, 3.4.1). */
function framesIn(bytes: Buffer): string[] {
  const frames: string[] = [];
  for (let at = 0; at < bytes.length; ) {
    const blank = bytes.indexOf(" ", at);
    const end = blank + 1 + Number(bytes.subarray(at, blank));
    frames.push(bytes.subarray(blank + 1, end).toString());
    at = end;
  }
  return frames;
}

async function startReceiver() {
  const chunks: Buffer[] = [];
  const server: Server = createServer((socket: Socket) => {
    socket.on("data", (chunk) => chunks.push(chunk));
  });
  const port = await listening(server);
  return {
    port,
    received: () => Buffer.concat(chunks),
    stop: () => new Promise((resolve) => server.close(resolve)),
  };
}

async function listening(server: Server): Promise<number> {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return z.object({ port: z.number() }).parse(server.address()).port;
}
