import { timestamp } from "drizzle-orm/pg-core";

/** Stays in what PGlite (PostgreSQL 18) and PostgreSQL >= 15 both know. Times are UTC. */
export const moment = (name: string) =>
  timestamp(name, { withTimezone: true, precision: 3, mode: "date" });
