import { integer, pgTable, text } from "drizzle-orm/pg-core";
import { moment } from "./moment.ts";

/** Requests of the present minute, counted by all processes together; see `http/budgets`. */
export const requestCounts = pgTable("request_counts", {
  /** The budget and the person's id or the network address. */
  key: text("key").primaryKey(),
  points: integer("points").notNull(),
  /** The end of the minute, on the clock of the database. */
  endsAt: moment("ends_at").notNull(),
});
