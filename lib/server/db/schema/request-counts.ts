import { integer, pgTable, text } from "drizzle-orm/pg-core";
import { moment } from "./moment.ts";

/** Requests of the present minute or day, counted by all processes together; see `http/budgets`. */
export const requestCounts = pgTable("request_counts", {
  /** The budget and the person's id or the network address. */
  key: text("key").primaryKey(),
  points: integer("points").notNull(),
  /** The end of that time, on the clock of the database. */
  endsAt: moment("ends_at").notNull(),
});
