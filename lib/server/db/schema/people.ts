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
import type { Role } from "#lib/account/access.ts";
import type { Notice } from "#lib/account/notices.ts";
import { moment } from "./moment.ts";

/** Who may enter, and by what they are known. */

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
  /** What happened to the account and was not dismissed yet, oldest first. */
  notices: jsonb("notices").$type<Notice[]>().notNull().default([]),
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
    /** The act that the person has proved themselves for, and until when they may do it, once. */
    provenAct: text("proven_act"),
    provenUntil: moment("proven_until"),
    /** Wrong re-authentications in a row. */
    wrongProofs: integer("wrong_proofs").notNull().default(0),
    /** The secret of an authenticator app that awaits its first code, encrypted, and when it was made. */
    pendingSecret: text("pending_secret"),
    pendingSince: moment("pending_since"),
    /** Other kinds of browser that presented this session's cookie, each in brackets. */
    otherBrowser: text("other_browser"),
  },
  (table) => [index("sessions_person").on(table.personId)],
);

/** Wrong tries by name, known or not, so that both lock alike, and of those who hold something of its person. */
export const signInTries = pgTable("sign_in_tries", {
  /** SHA-256 of the name as typed, in lower case; before the kind and hash of a holder's own tries. */
  nameHash: text("name_hash").primaryKey(),
  tries: integer("tries").notNull(),
  lastTryAt: moment("last_try_at").notNull(),
});

/** Wrong codes of people at the sign-in, and how long their codes are locked for it. */
export const wrongCodes = pgTable("wrong_codes", {
  /** Names nobody for the codes that come with a wrong password, which are counted all the same. */
  personId: uuid("person_id").primaryKey(),
  /** Codes tried since the last right one or the last lock. */
  tries: integer("tries").notNull(),
  /** How often codes were locked; each lock is twice as long as the one before. */
  locks: integer("locks").notNull().default(0),
  lockedUntil: moment("locked_until"),
});

/** A person's authenticator app, confirmed by its first code; pending ones are in `sessions`. */
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

/** One-time codes for people who have lost their second factor. */
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
