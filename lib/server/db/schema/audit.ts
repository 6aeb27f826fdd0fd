import { sql } from "drizzle-orm";
import { bigint, boolean, index, jsonb, pgTable, text, uuid } from "drizzle-orm/pg-core";
import { moment } from "./moment.ts";

/** The log, and what keeps it. */

/**
 * One row for each act; rows are added and never changed: triggers refuse it, and a check asks for
 * what every row must name (migration 0003, by hand: Drizzle knows neither triggers nor NOT VALID).
 */
export const audit = pgTable(
  "audit",
  {
    /** The sequence number, without gaps since the chain begins; the writer gives it. */
    id: bigint("id", { mode: "number" }).primaryKey(),
    at: moment("at").notNull(),
    event: text("event").notNull(),
    success: boolean("success").notNull(),
    actorId: uuid("actor_id"),
    /** The actor's e-mail at that time. */
    actor: text("actor"),
    resource: text("resource"),
    detail: jsonb("detail").$type<Record<string, string | number | null>>().notNull(),
    ip: text("ip"),
    userAgent: text("user_agent"),
    sessionHash: text("session_hash"),
    requestId: text("request_id"),
    /** HMAC over the hash before and this row; null in rows older than the chain. */
    hash: text("hash"),
  },
  (table) => [
    // Each is read in the log's order, and what else may be asked for stands in it: see `audit/plan.ts`.
    index("audit_actor").on(table.actor, table.id, table.event),
    index("audit_event").on(table.event, table.id),
    index("audit_day").on(sql`((${table.at} at time zone 'UTC')::date)`, table.id),
    index("audit_refused")
      .on(table.success, table.id, table.actor, table.event)
      .where(sql`not success`),
    index("audit_resource").on(table.resource, table.id),
    index("audit_request").on(table.requestId, table.id),
    /** Lists and files name all the payments that they showed. */
    index("audit_invoices")
      .using("gin", sql`string_to_array(${table.detail} ->> 'invoices', ',')`)
      .where(sql`${table.detail} ? 'invoices'`),
  ],
);

/** How far the audit was shipped to somewhere else. */
export const auditShipments = pgTable("audit_shipments", {
  /** Address of where to. */
  sink: text("sink").primaryKey(),
  /** The newest row that has arrived there. */
  lastId: bigint("last_id", { mode: "number" }).notNull(),
  /** HMAC over the sink, that number and that row's hash: without it the number counts for nothing. */
  proof: text("proof"),
  /** One process at a time ships. */
  claimedUntil: moment("claimed_until"),
});

/**
 * The last row of the audit chain: one row, which each writer locks before it appends. The server's user
 * changes it and the log by functions only (migration audit_functions, by hand: Drizzle knows none).
 */
export const auditHead = pgTable("audit_head", {
  isOnly: boolean("is_only").primaryKey().default(true),
  id: bigint("id", { mode: "number" }).notNull(),
  hash: text("hash").notNull(),
  /** Tells apart the keys that the chain was made with; says nothing about them. */
  keyId: text("key_id").notNull(),
});

/**
 * The processes that write the log: a row from the recorded start of a process to its stop. A living
 * one holds an advisory lock besides; see `audit/chain/process-runs.ts`.
 */
export const processRuns = pgTable("process_runs", {
  run: uuid("run").primaryKey(),
});
