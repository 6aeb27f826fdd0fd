import { sql } from "drizzle-orm";
import {
  bigint,
  boolean,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  timestamp,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import type { Role } from "#lib/access.ts";
import type { Locale } from "#lib/i18n/locale.ts";
import type { Service } from "#lib/look-up.ts";
import type { BankAnswer, FinalityClass, Kind } from "#lib/payment.ts";
import type { ShareSnapshot } from "#lib/share.ts";

/** Stays in what PGlite (PostgreSQL 18) and PostgreSQL >= 15 both know. Times are UTC. */
const moment = (name: string) =>
  timestamp(name, { withTimezone: true, precision: 3, mode: "date" });

export const people = pgTable("people", {
  id: uuid("id").primaryKey().defaultRandom(),
  email: text("email").notNull().unique(),
  role: text("role").$type<Role>().notNull(),
  /** Argon2id; null until the set-up link was used. */
  passwordHash: text("password_hash"),
  /** SHA-256 of the one-time set-up token. */
  setUpHash: text("set_up_hash").unique(),
  setUpExpiresAt: moment("set_up_expires_at"),
  /** People of the demo, who must never meet a real bank. */
  isDemo: boolean("is_demo").notNull().default(false),
  blockedAt: moment("blocked_at"),
  /** Signed in, set up or unblocked: accounts that nobody uses are blocked. */
  lastUsedAt: moment("last_used_at").notNull().defaultNow(),
  createdAt: moment("created_at").notNull(),
});

/** A person's last passwords, the present one among them: none of them may be chosen again. */
export const formerPasswords = pgTable(
  "former_passwords",
  {
    id: bigint("id", { mode: "number" }).primaryKey().generatedAlwaysAsIdentity(),
    personId: uuid("person_id")
      .notNull()
      .references(() => people.id),
    /** Argon2id. */
    passwordHash: text("password_hash").notNull(),
  },
  (table) => [index("former_passwords_person").on(table.personId, table.id)],
);

export const sessions = pgTable(
  "sessions",
  {
    /** SHA-256 of the random id that the cookie carries. */
    idHash: text("id_hash").primaryKey(),
    personId: uuid("person_id")
      .notNull()
      .references(() => people.id),
    startedAt: moment("started_at").notNull(),
    lastActiveAt: moment("last_active_at").notNull(),
    endedAt: moment("ended_at"),
    /** When the person last proved who they are: at the sign-in, and before grave acts. */
    provedAt: moment("proved_at").notNull().defaultNow(),
    /** A second factor is compulsory and not set up yet: nothing else may be done. */
    mustEnrol: boolean("must_enrol").notNull().default(false),
    /** The second factor was not given yet: this session is nobody's. */
    awaitsCode: boolean("awaits_code").notNull().default(false),
    /** From where it was started, for the person to recognise. */
    ip: text("ip"),
    userAgent: text("user_agent"),
    /** Personal fields that were shown to this session, with a reason, as "invoice field". */
    revealed: jsonb("revealed").$type<string[]>().notNull().default([]),
  },
  (table) => [index("sessions_person").on(table.personId)],
);

/** Wrong tries by name, known or not, so that both lock alike. */
export const signInTries = pgTable("sign_in_tries", {
  /** SHA-256 of the name as typed, in lower case. */
  nameHash: text("name_hash").primaryKey(),
  tries: integer("tries").notNull(),
  lastTryAt: moment("last_try_at").notNull(),
});

/** A person's second factor; pending until its first code was given. */
export const factors = pgTable("factors", {
  personId: uuid("person_id")
    .primaryKey()
    .references(() => people.id),
  /** The secret under a key outside the database; opens in this person's row only. */
  sealedSecret: text("sealed_secret").notNull(),
  /** The newest step whose code was used: no code serves twice. */
  lastStep: bigint("last_step", { mode: "number" }).notNull().default(0),
  confirmedAt: moment("confirmed_at"),
  createdAt: moment("created_at").notNull(),
});

/** One-time codes for whoever lost the second factor. */
export const recoveryCodes = pgTable(
  "recovery_codes",
  {
    /** SHA-256 of the code. */
    codeHash: text("code_hash").primaryKey(),
    personId: uuid("person_id")
      .notNull()
      .references(() => people.id),
    usedAt: moment("used_at"),
  },
  (table) => [index("recovery_codes_person").on(table.personId)],
);

/** Passkeys (WebAuthn credentials) of people; the primary key keeps one from serving two of them. */
export const passkeys = pgTable(
  "passkeys",
  {
    /** The credential's id, in base64url. */
    id: text("id").primaryKey(),
    personId: uuid("person_id")
      .notNull()
      .references(() => people.id),
    /** The COSE key, in base64url. */
    publicKey: text("public_key").notNull(),
    /** How often the authenticator says it has signed; many never count and say 0. */
    counter: bigint("counter", { mode: "number" }).notNull(),
    /** How a browser reaches the authenticator. */
    transports: text("transports").array().notNull(),
    /** As the person calls it. */
    name: text("name").notNull(),
    /** Does it live in an account that copies it to other devices? */
    isBackedUp: boolean("is_backed_up").notNull(),
    createdAt: moment("created_at").notNull(),
    lastUsedAt: moment("last_used_at"),
  },
  (table) => [index("passkeys_person").on(table.personId)],
);

/** Challenges that were answered, so that no answer counts twice. */
export const spentChallenges = pgTable("spent_challenges", {
  /** SHA-256 of the challenge. */
  hash: text("hash").primaryKey(),
  spentAt: moment("spent_at").notNull(),
});

/** Who people are at an identity provider: issuer and subject, never an e-mail, name them there. */
export const identities = pgTable(
  "identities",
  {
    issuer: text("issuer").notNull(),
    subject: text("subject").notNull(),
    personId: uuid("person_id")
      .notNull()
      .references(() => people.id),
    linkedAt: moment("linked_at").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.issuer, table.subject] }),
    uniqueIndex("identities_person").on(table.personId, table.issuer),
  ],
);

/** "At this moment the bank said this." Never the card's token, never the raw body. */
export const observations = pgTable(
  "observations",
  {
    id: uuid("id").primaryKey(),
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
      table.checkedAt,
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
    /** What it can be filtered and found by, exactly: see `lib/search-index.ts`. */
    terms: text("terms").array().notNull(),
    /** Its free texts in small letters, for parts of words. */
    words: text("words").notNull(),
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
    index("payments_observation").on(table.observationId),
    // Without a list of entries still to be sorted in, which every search would have to read.
    index("payments_terms").using("gin", table.terms).with({ fastupdate: false }),
    index("payments_words")
      .using("gin", table.words.op("gin_trgm_ops"))
      .with({ fastupdate: false }),
  ],
);

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
    language: text("language").$type<Locale>().notNull(),
    /** Only what was chosen to be shown: see `lib/share.ts`. */
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
    index("audit_actor").on(table.actorId, table.id),
    index("audit_event").on(table.event, table.id),
    index("audit_at").on(table.at, table.id),
    index("audit_refused").on(table.id).where(sql`not success`),
    index("audit_resource").on(table.resource, table.id),
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
  /** One process at a time ships. */
  claimedUntil: moment("claimed_until"),
});

/** Where the audit's chain ends: one row, which each writer locks or compares before it adds. */
export const auditHead = pgTable("audit_head", {
  isOnly: boolean("is_only").primaryKey().default(true),
  id: bigint("id", { mode: "number" }).notNull(),
  hash: text("hash").notNull(),
  /** Tells apart the keys that the chain was made with; says nothing about them. */
  keyId: text("key_id").notNull(),
});
