import { index, pgTable, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import type { Service } from "#lib/payment/look-up.ts";
import { moment } from "./moment.ts";
import { people } from "./people.ts";

/** Promises to call a customer back about a payment; a kept one is deleted, and the log has both. */
export const callBacks = pgTable(
  "call_backs",
  {
    id: uuid("id").primaryKey().defaultRandom(),
    /** Who promised. */
    personId: uuid("person_id")
      .notNull()
      .references(() => people.id),
    environment: text("environment").notNull(),
    invoiceId: text("invoice_id").notNull(),
    service: text("service").$type<Service>().notNull(),
    /** Alias of the terminal that was asked, or null for all of them. */
    terminal: text("terminal"),
    dueAt: moment("due_at").notNull(),
    promisedAt: moment("promised_at").notNull(),
  },
  (table) => [
    // One promise of a person for each payment: a new time replaces the old one.
    uniqueIndex("call_backs_payment").on(
      table.environment,
      table.invoiceId,
      table.service,
      table.personId,
    ),
    index("call_backs_person").on(table.personId, table.dueAt),
    index("call_backs_due").on(table.environment, table.dueAt),
    index("call_backs_promised").on(table.promisedAt),
  ],
);
