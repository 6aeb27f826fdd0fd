import { and, asc, eq, lt, type SQL } from "drizzle-orm";
import { can } from "#lib/account/access.ts";
import type { CallBack } from "#lib/call-back/call-back.ts";
import { AppError } from "#lib/http/errors.ts";
import type { Service } from "#lib/payment/look-up.ts";
import type { Actor } from "#lib/server/actor.ts";
import { record } from "#lib/server/audit/record.ts";
import type { Database } from "#lib/server/db/client.ts";
import { callBacks } from "#lib/server/db/schema/call-backs.ts";
import { people } from "#lib/server/db/schema/people.ts";

/**
 * Promises to call back; the only file that reads and writes their table. Each change writes its audit
 * entry in the same transaction.
 */

/** A person who has promised more than this keeps none of them. */
const MOST_OF_A_PERSON = 50;
const MOST_SHOWN = 50;

interface NewCallBack {
  environment: string;
  invoiceId: string;
  service: Service;
  terminal: string | undefined;
  dueAt: Date;
}

/**
 * Promises to call back about a payment; replaces this person's earlier promise about it.
 * @throws AppError invalid_input when they have promised too much.
 */
export async function promiseCallBack(
  db: Database,
  { terminal, ...given }: NewCallBack,
  actor: Actor,
): Promise<void> {
  const { personId } = actor;
  const { environment, invoiceId, service, dueAt } = given;
  await db.transaction(async (tx) => {
    const row = { ...given, terminal: terminal ?? null, personId, promisedAt: new Date() };
    await tx
      .insert(callBacks)
      .values(row)
      .onConflictDoUpdate({
        target: [callBacks.environment, callBacks.invoiceId, callBacks.service, callBacks.personId],
        set: { dueAt, terminal: row.terminal, promisedAt: row.promisedAt },
      });
    const own = await tx.$count(callBacks, eq(callBacks.personId, personId));
    if (own > MOST_OF_A_PERSON) throw new AppError("invalid_input");
    await record(tx, {
      event: "call_back.promised",
      success: true,
      by: actor,
      resource: invoiceId,
      detail: { environment, service, due: dueAt.toISOString() },
    });
  });
}

/**
 * Marks a promise as kept: one's own, or anybody's for those who may see who looks at payments. False if
 * there is no such promise, as when it was pressed twice.
 */
export async function endCallBack(
  db: Database,
  { id, environment }: { id: string; environment: string },
  actor: Actor,
): Promise<boolean> {
  const isTheirs = can(actor.role, "payment.see_lookers")
    ? undefined
    : eq(callBacks.personId, actor.personId);
  return db.transaction(async (tx) => {
    const [ended] = await tx
      .delete(callBacks)
      .where(and(eq(callBacks.id, id), eq(callBacks.environment, environment), isTheirs))
      .returning();
    if (!ended) return false;
    const { invoiceId, service, dueAt, personId } = ended;
    await record(tx, {
      event: "call_back.done",
      success: true,
      by: actor,
      resource: invoiceId,
      detail: {
        environment,
        service,
        due: dueAt.toISOString(),
        ...(personId !== actor.personId && { promised_by: personId }),
      },
    });
    return true;
  });
}

/** Promises for the home page, the most urgent first: one's own, or all for those who may see who looks. */
export function dueCallBacks(db: Database, environment: string, actor: Actor): Promise<CallBack[]> {
  const isTheirs = can(actor.role, "payment.see_lookers")
    ? undefined
    : eq(callBacks.personId, actor.personId);
  return callBacksWhere(db, { environment, actor }, isTheirs);
}

/** All promises about one payment, the most urgent first. */
export function callBacksAbout(
  db: Database,
  { environment, invoiceId, service }: { environment: string; invoiceId: string; service: Service },
  actor: Actor,
): Promise<CallBack[]> {
  const isAbout = and(eq(callBacks.invoiceId, invoiceId), eq(callBacks.service, service));
  return callBacksWhere(db, { environment, actor }, isAbout);
}

async function callBacksWhere(
  db: Database,
  { environment, actor }: { environment: string; actor: Actor },
  condition: SQL | undefined,
): Promise<CallBack[]> {
  const rows = await db
    .select({ callBack: callBacks, who: people.email })
    .from(callBacks)
    .innerJoin(people, eq(people.id, callBacks.personId))
    .where(and(eq(callBacks.environment, environment), condition))
    .orderBy(asc(callBacks.dueAt))
    .limit(MOST_SHOWN);
  const seesLookers = can(actor.role, "payment.see_lookers");
  return rows.map(({ callBack: { id, invoiceId, service, terminal, dueAt, personId }, who }) => {
    const isOwn = personId === actor.personId;
    return {
      ...{ id, invoiceId, service, dueAt, isOwn },
      terminal: terminal ?? undefined,
      who: seesLookers ? who : null,
      mayEnd: isOwn || seesLookers,
    };
  });
}

/** Deletes promises made before this moment and returns their number. */
export async function deleteCallBacks(db: Database, before: Date): Promise<number> {
  const gone = await db
    .delete(callBacks)
    .where(lt(callBacks.promisedAt, before))
    .returning({ id: callBacks.id });
  return gone.length;
}
