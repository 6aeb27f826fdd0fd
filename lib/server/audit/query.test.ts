import { eq } from "drizzle-orm";
import { beforeAll, expect, test } from "vitest";
import type { AuditEvent } from "#lib/audit/events.ts";
import { type AuditQuery, readAuditQuery } from "#lib/audit/query.ts";
import { audit } from "#lib/server/db/schema/audit.ts";
import { endOfDay, startOfDay } from "#lib/time/zone.ts";
import { withDatabase } from "#testing/databases/test-database.ts";
import { append, type NewRow } from "./chain/append.ts";
import { logBatches, logRows } from "./query.ts";

/** Enough that the newest rows alone do not answer every query. */
const ROWS = 3_000;
const LIMIT = 20;
const timeZone = "Asia/Almaty";
const PEOPLE = ["a@example.kz", "b@example.kz", "c@example.kz"];
const EVENTS: readonly AuditEvent[] = ["payment.looked_up", "payments.listed", "session.refused"];

/** The row at a place within a year; some people and events occur among the old rows only. */
function rowAt(place: number): NewRow {
  const isOld = place < ROWS / 2;
  const event = EVENTS[place % 7 === 0 ? 2 : place % 3 === 0 ? 1 : 0] ?? "payment.looked_up";
  const actor = event === "session.refused" ? null : PEOPLE[isOld ? place % 3 : place % 2];
  const listed = [place % 11, place % 13, place % 500].map((one) => `70000${one}`);
  // Every hundredth row is written by a process whose clock is two days behind.
  const behind = place % 100 === 0 ? 2 * 86_400_000 : 0;
  return {
    at: new Date(Date.UTC(2026, 0, 1) + place * 2.9 * 3_600_000 - behind),
    event,
    success: event !== "session.refused" && place % 17 !== 0,
    actorId: actor ? `00000000-0000-4000-a000-00000000000${PEOPLE.indexOf(actor)}` : null,
    actor: actor ?? null,
    resource: event === "payments.listed" ? null : `70000${place % 29}`,
    detail: event === "payments.listed" ? { invoices: listed.join(",") } : {},
    ip: "127.0.0.1",
    userAgent: null,
    sessionHash: actor ? "session" : null,
    requestId: `REQUEST${Math.floor(place / 40)}`,
  };
}

/** Ids of the matching rows by a scan of the whole log, newest first. */
function byScan(rows: readonly NewRow[], asked: AuditQuery): number[] {
  const ids = rows.flatMap((row, place) => (isAsked(row, asked) ? [place + 1] : []));
  return ids.filter((id) => asked.before === null || id < asked.before).reverse();
}

function isAsked(row: NewRow, asked: AuditQuery) {
  const { event, actor, resource, reference, onlyFailed, from, to } = asked;
  const named = String(row.detail.invoices ?? "").split(",");
  return (
    (event === null || row.event === event) &&
    (actor === null || row.actor === actor) &&
    (resource === null || row.resource === resource || named.includes(resource)) &&
    (reference === null || row.requestId === reference) &&
    (!onlyFailed || !row.success) &&
    (from === null || row.at >= startOfDay(from, timeZone)) &&
    (to === null || row.at < endOfDay(to, timeZone))
  );
}

/** Every combination of filters that many rows match, few, and none. */
const QUESTIONS = ["", "payment.looked_up", "session.refused", "audit.read"].flatMap((event) =>
  ["", "a@example.kz", "c@example.kz"].flatMap((actor) =>
    ["", "700001"].flatMap((resource) =>
      ["", "1"].flatMap((failed) =>
        [
          {},
          { from: "2026-02-01", to: "2026-02-07" },
          { to: "2026-03-10" },
          { from: "2026-11-20" },
          { from: "1000-01-01", to: "8999-12-31", before: String(ROWS - 700) },
        ].map((more) => readAuditQuery({ event, actor, resource, failed, ...more })),
      ),
    ),
  ),
);
const FURTHER = [
  ...["", "payment.looked_up"].flatMap((event) =>
    ["", "a@example.kz"].flatMap((actor) =>
      ["", "700001"].flatMap((resource) =>
        ["", "1"].map((failed) => ({ reference: "request 30", event, actor, resource, failed })),
      ),
    ),
  ),
  { reference: "REQUEST30", from: "2026-05-26", before: "1220" },
  { reference: "NOSUCH2222" },
  { resource: "7999" },
  { from: "2020-01-01", to: "2020-12-31" },
  { from: "2030-01-01" },
  { to: "2020-01-01" },
  { from: "2026-03-02", to: "2026-03-01" },
].map(readAuditQuery);

withDatabase("the log", (db) => {
  let rows: NewRow[] = Array.from({ length: ROWS }, (_, place) => rowAt(place));

  beforeAll(async () => {
    for (let from = 0; from < ROWS; from += 100) await append(db(), rows.slice(from, from + 100));
    // The first row begins the chain.
    rows = [...(await db().select().from(audit).where(eq(audit.id, 1))), ...rows];
  });

  test("gives the rows that a full scan finds, for every combination of filters (P-41)", async () => {
    for (const query of [...QUESTIONS, ...FURTHER]) {
      const found = await logRows(db(), query, { timeZone, limit: LIMIT });
      expect(
        found.map(({ id }) => id),
        JSON.stringify(query),
      ).toEqual(byScan(rows, query).slice(0, LIMIT));
    }
  });

  test("gives all matching rows in batches, each row once (K-02)", async () => {
    for (const given of [{ actor: "c@example.kz", to: "2026-05-01" }, { resource: "700003" }]) {
      const query = readAuditQuery(given);
      const ids: number[] = [];
      for await (const batch of logBatches(db(), query, { timeZone, size: LIMIT })) {
        ids.push(...batch.map(({ id }) => id));
      }
      expect(ids).toEqual(byScan(rows, query));
    }
  });
});
