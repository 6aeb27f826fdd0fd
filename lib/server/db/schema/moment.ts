import { timestamp } from "drizzle-orm/pg-core";

/** A moment with milliseconds, as JavaScript has them; UTC. */
export const moment = (name: string) =>
  timestamp(name, { withTimezone: true, precision: 3, mode: "date" });
