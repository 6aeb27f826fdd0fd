import { once } from "node:events";
import {
  chmodSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { createServer, type Server, type Socket } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { createServer as createSecureServer } from "node:tls";
import { pathToFileURL } from "node:url";
import { asc } from "drizzle-orm";
import { afterAll, expect, onTestFinished, test, vi } from "vitest";
import { z } from "zod";
import type { Database } from "#lib/server/db/client.ts";
import { audit } from "#lib/server/db/schema/audit.ts";
import { selfSigned } from "#testing/bank/self-signed.ts";
import { withDatabase } from "#testing/databases/test-database.ts";
import { record } from "../record.ts";
import { claimCursor, type ShippedRow } from "./cursor.ts";
import { LIMITS } from "./limits.ts";
import { ship } from "./shipping.ts";
import { type Sink, sinkFor } from "./sink.ts";

const folder = mkdtempSync(path.join(tmpdir(), "anyqta-ship-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function write(db: Database, count: number): Promise<void> {
  const by = { ip: "127.0.0.1", userAgent: "test", requestId: "TESTTEST22" };
  const entry = { event: "session.refused", success: false, by, resource: "Әлия\n<b>" } as const;
  await record(db, [entry, ...Array.from({ length: count - 1 }, () => entry)]);
}

async function allRows(db: Database): Promise<{ id: number; hash: string | null }[]> {
  return db.select({ id: audit.id, hash: audit.hash }).from(audit).orderBy(asc(audit.id));
}

const lineSchema = z.object({ id: z.number(), hash: z.string(), resource: z.string() });

/** A sink with a name of its own that collects rows. */
let serial = 0;
function listSink() {
  serial += 1;
  const got: ShippedRow[] = [];
  const sink: Sink = async (rows) => {
    got.push(...rows);
  };
  return { name: `list:${serial}`, got, sink, ids: () => got.map(({ id }) => id) };
}

withDatabase("shipping the audit (P-40)", (db) => {
  test("a file that everybody could read is closed to them, and stays open to its group", async () => {
    const file = path.join(folder, "open.jsonl");
    writeFileSync(file, "");
    chmodSync(file, 0o644);
    await write(db(), 1);
    await ship(db(), `open:${serial}`, sinkFor(pathToFileURL(file)));
    expect((statSync(file).mode & 0o777).toString(8)).toBe("640");
  });

  test("all rows arrive once, in order and in batches, and later rows follow (A-68)", async () => {
    await write(db(), 2 * LIMITS.batchRows + 201);
    const { name, got, sink, ids } = listSink();
    const batches: number[] = [];
    await ship(db(), name, async (rows) => {
      batches.push(rows.length);
      await sink(rows);
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
    const dead: Sink = () => Promise.reject(new Error("dead"));
    for (let tries = 0; tries < 3; tries += 1) {
      await expect(ship(db(), name, dead)).rejects.toThrow("dead");
    }
    let batches = 0;
    const dying: Sink = async (rows) => {
      batches += 1;
      if (batches === 2) throw new Error("died");
      await sink(rows);
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
    const slow: Sink = async (rows) => {
      await waiting;
      await sink(rows);
    };
    const first = ship(db(), name, slow);
    await vi.waitFor(async () => {
      await ship(db(), name, () => Promise.reject(new Error("two at once")));
    });
    enter();
    await first;
    expect(new Set(ids()).size).toBe(ids().length);
    expect(ids().length).toBe((await allRows(db())).length);
  });

  test("the claim of a killed process expires after its time, and not before (A-68)", async () => {
    const { name, sink, got } = listSink();
    await write(db(), 1);
    const now = Date.now();
    vi.useFakeTimers({ toFake: ["Date"], now });
    onTestFinished(() => {
      vi.useRealTimers();
    });
    await claimCursor(db(), name);
    vi.setSystemTime(now + LIMITS.claimMs);
    await ship(db(), name, sink);
    expect(got).toEqual([]);
    vi.setSystemTime(now + LIMITS.claimMs + 1);
    await ship(db(), name, sink);
    expect(got).toHaveLength((await allRows(db())).length);
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

  test("a syslog receiver gets complete messages with any text in them", async () => {
    const receiver = await startReceiver();
    const url = new URL(`syslog://127.0.0.1:${receiver.port}`);
    await ship(db(), url.href, sinkFor(url));
    const messages = framesIn(receiver.received());
    const rows = messages.map((message) => {
      expect(message).toMatch(/^<108>1 \S+T\S+Z \S+ anyqta \d+ session\.refused - \{/);
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
  await expect(sinkFor(new URL(`syslogs://127.0.0.1:${port}`))([])).rejects.toThrow("self-signed");
  receiver.close();
  expect(bytes).toBe(0);
});

test("a receiver that never closes the connection times out (A-68)", async () => {
  const receiver = createServer({ allowHalfOpen: true }, (socket) => socket.resume());
  const url = new URL(`syslog://127.0.0.1:${await listening(receiver)}`);
  await expect(sinkFor(url, { ...LIMITS, batchMs: 50 })([])).rejects.toThrow("too long");
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
