import { pgTable, text } from "drizzle-orm/pg-core";
import { moment } from "./moment.ts";

/** What the processes found out about the hosts of the bank; see `look-up/findings`. */
export const bankFindings = pgTable("bank_findings", {
  origin: text("origin").primaryKey(),
  /** Since when the host gives no answer; null while it does. */
  silentSince: moment("silent_since"),
  /** On the clock of the database. */
  foundAt: moment("found_at").notNull(),
});
