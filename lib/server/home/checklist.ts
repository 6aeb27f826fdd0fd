import "server-only";
import { eq } from "drizzle-orm";
import { type Checklist, SET_UP_STEPS, type SetUpStep } from "#lib/home/checklist.ts";
import type { Actor } from "#lib/server/actor.ts";
import { settings } from "#lib/server/config/settings.ts";
import { database } from "#lib/server/db/client.ts";
import { payments } from "#lib/server/db/schema/payments.ts";
import { staffMembers } from "#lib/server/people/staff-list.ts";

/** What is still to be done before the staff can work; null when nothing is. */
export async function checklist(actor: Actor): Promise<Checklist | null> {
  const { db } = await database();
  const { environment } = settings();
  const [staff, [seen]] = await Promise.all([
    staffMembers(db),
    db
      .select({ id: payments.id })
      .from(payments)
      .where(eq(payments.environment, environment))
      .limit(1),
  ]);
  const active = staff.filter(({ state }) => state === "active");
  const isDone: Record<SetUpStep, boolean> = {
    bank: environment === "production",
    answer: seen !== undefined,
    factor: active.some(({ email, factors }) => email === actor.email && factors.length > 0),
    second_admin: active.filter(({ role }) => role === "admin").length > 1,
    staff: active.some(({ role }) => role === "clerk" || role === "supervisor"),
  };
  if (SET_UP_STEPS.every((step) => isDone[step])) return null;
  return SET_UP_STEPS.map((step) => ({ step, isDone: isDone[step] }));
}
