import { type SQL, type SQLWrapper, sql } from "drizzle-orm";
import {
  bigint,
  boolean,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import type { Locale } from "#lib/i18n/locale.ts";
import type { BlockReason } from "#lib/payment/facts/personal.ts";
import type { Service } from "#lib/payment/look-up.ts";
import type { BankAnswer, FinalityClass, Kind } from "#lib/payment/payment.ts";
import type { ShareSnapshot } from "#lib/share/share.ts";
import { moment } from "./moment.ts";
import { people } from "./people.ts";

/** What was seen of payments, and what was done about it. */

/**
 * Terms of a payment that somebody has to come back to: it is not final, or its amounts contradict each
 * other. Spelt out as in the index `payments_open`, which the database takes for the same words only.
 */
export function isOpen(terms: SQLWrapper): SQL {
  return sql`${terms} && array['finality:waiting', 'finality:moving', 'finality:may_change', 'check:amounts']`;
}

/** "At this moment the bank said this." Never the card's token, never the raw body. */
export const observations = pgTable(
  "observations",
  {
    id: uuid("id").primaryKey(),
    /** The order in which they were stored. Times are no order: a clock can run ahead for a while. */
    number: bigint("number", { mode: "number" }).notNull().generatedAlwaysAsIdentity(),
    environment: text("environment").notNull(),
    terminal: text("terminal").notNull(),
    service: text("service").$type<Service>().notNull(),
    invoiceId: text("invoice_id").notNull(),
    askedBy: uuid("asked_by")
      .notNull()
      .references(() => people.id),
    /** Asked by the open page itself, not by a click. */
    byTimer: boolean("by_timer").notNull().default(false),
    checkedAt: moment("checked_at").notNull(),
    bankMilliseconds: integer("bank_milliseconds").notNull(),
    kind: text("kind").$type<Kind>().notNull(),
    class: text("class").$type<FinalityClass>().notNull(),
    answer: jsonb("answer").$type<BankAnswer>().notNull(),
  },
  (table) => [
    index("observations_invoice").on(
      table.environment,
      table.invoiceId,
      table.service,
      table.terminal,
      table.number,
    ),
    index("observations_checked_at").on(table.checkedAt),
  ],
);

/**
 * Every attempt to pay that was ever seen, as the bank last stated it: the index of the list and its
 * search. One row an attempt (the bank's id); an answer without one stands until one with it comes.
 * What is shown comes from the observation, and goes with it.
 */
export const payments = pgTable(
  "payments",
  {
    id: bigint("id", { mode: "number" }).primaryKey().generatedAlwaysAsIdentity(),
    environment: text("environment").notNull(),
    terminal: text("terminal").notNull(),
    service: text("service").$type<Service>().notNull(),
    invoiceId: text("invoice_id").notNull(),
    /** The bank's id of the attempt, or "" when it told none. */
    bankId: text("bank_id").notNull(),
    observationId: uuid("observation_id")
      .notNull()
      .references(() => observations.id, { onDelete: "cascade" }),
    lookedAt: moment("looked_at").notNull(),
    /** The bank's date of the payment; the year 1970 stands for none. */
    paidAt: moment("paid_at").notNull(),
    /** Hundredths of the sum that stands largest on the page; `NO_AMOUNT` stands for none. */
    amount: bigint("amount", { mode: "number" }).notNull(),
    /** What it can be filtered and found by, exactly: see `lib/list/search-index.ts`. */
    terms: text("terms").array().notNull(),
    /** Its free texts, folded, for parts of words: what everybody may read in them, and all of them. */
    wordsPublic: text("words_public").notNull(),
    wordsPersonal: text("words_personal").notNull(),
  },
  (table) => [
    // Its first column also answers "begins with", whatever the database's language.
    uniqueIndex("payments_attempt").on(
      table.invoiceId.op("text_pattern_ops"),
      table.environment,
      table.terminal,
      table.service,
      table.bankId,
    ),
    index("payments_looked_at").on(table.environment, table.lookedAt, table.id),
    index("payments_paid_at").on(table.environment, table.paidAt, table.id),
    index("payments_amount").on(table.environment, table.amount, table.id),
    index("payments_open").on(table.environment, table.paidAt, table.id).where(isOpen(table.terms)),
    index("payments_observation").on(table.observationId),
    // Without a list of entries still to be sorted in, which every search would have to read.
    index("payments_terms").using("gin", table.terms).with({ fastupdate: false }),
    index("payments_words_public")
      .using("gin", table.wordsPublic.op("gin_trgm_ops"))
      .with({ fastupdate: false }),
    index("payments_words_personal")
      .using("gin", table.wordsPersonal.op("gin_trgm_ops"))
      .with({ fastupdate: false }),
  ],
);

/** Payers whose data nobody may see, at their request. */
export const payerBlocks = pgTable("payer_blocks", {
  id: uuid("id").primaryKey().defaultRandom(),
  /** The payment at which they were blocked. */
  invoiceId: text("invoice_id").notNull(),
  /** What names them, as among the terms of their payments. */
  terms: text("terms").array().notNull().unique(),
  reason: text("reason").$type<BlockReason>().notNull(),
  blockedAt: moment("blocked_at").notNull(),
  blockedBy: uuid("blocked_by")
    .notNull()
    .references(() => people.id),
});

/** Terms that some payment has had, to choose from: issuers, countries, currencies, brands. */
export const choices = pgTable(
  "choices",
  { environment: text("environment").notNull(), term: text("term").notNull() },
  (table) => [primaryKey({ columns: [table.environment, table.term] })],
);

/** Filters of the list that a person keeps under a name. */
export const savedViews = pgTable(
  "saved_views",
  {
    id: uuid("id").primaryKey().defaultRandom(),
    personId: uuid("person_id")
      .notNull()
      .references(() => people.id),
    name: text("name").notNull(),
    /** The list's query as in its address. */
    query: text("query").notNull(),
    createdAt: moment("created_at").notNull(),
  },
  (table) => [uniqueIndex("saved_views_name").on(table.personId, table.name)],
);

/** Links by which an outsider sees a part of one payment, as it was when the link was made. */
export const shares = pgTable(
  "shares",
  {
    id: uuid("id").primaryKey().defaultRandom(),
    /** SHA-256 of the link's token; the token itself is nowhere. */
    tokenHash: text("token_hash").notNull().unique(),
    environment: text("environment").notNull(),
    terminal: text("terminal").notNull(),
    service: text("service").$type<Service>().notNull(),
    invoiceId: text("invoice_id").notNull(),
    madeBy: uuid("made_by")
      .notNull()
      .references(() => people.id),
    createdAt: moment("created_at").notNull(),
    expiresAt: moment("expires_at").notNull(),
    maxViews: integer("max_views").notNull(),
    views: integer("views").notNull().default(0),
    /** SHA-256 of each device that opened it, with the time (RFC 3339) at which that counted last. */
    devices: jsonb("devices").$type<Record<string, string>>().notNull().default({}),
    language: text("language").$type<Locale>().notNull(),
    /** Only what was chosen to be shown: see `lib/share/share.ts`. */
    snapshot: jsonb("snapshot").$type<ShareSnapshot>().notNull(),
    /** When the bank said it: the row goes with what was seen then. */
    checkedAt: moment("checked_at").notNull(),
    revokedAt: moment("revoked_at"),
  },
  (table) => [
    index("shares_invoice").on(table.environment, table.invoiceId),
    index("shares_expires_at").on(table.expiresAt),
  ],
);
