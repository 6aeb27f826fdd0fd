import "server-only";
import {
  type Attention,
  type AttentionReason,
  type AttentionRow,
  UNCLEAR_MINUTES,
} from "#lib/home/attention.ts";
import { NO_AMOUNT, NO_DATE } from "#lib/list/search-index.ts";
import { parseSum, ZERO } from "#lib/money/money.ts";
import { headlineSum } from "#lib/payment/facts/amounts.ts";
import { transactionPath } from "#lib/payment/look-up.ts";
import type { Actor } from "#lib/server/actor.ts";
import { record } from "#lib/server/audit/record.ts";
import { settings } from "#lib/server/config/settings.ts";
import { database } from "#lib/server/db/client.ts";
import { redactFor, viewerOf } from "#lib/server/observations/redact.ts";
import { type OpenPayment, openPayments } from "#lib/server/payment-list/open-payments.ts";
import { paymentsOf } from "#lib/server/payment-list/queries.ts";

/** What needs somebody among all payments that anybody looked up. */

/** More open payments than this are not counted. */
const MOST_OPEN = 1_000;
const ROWS_SHOWN = 8;

/**
 * Holds, payments that are unclear for long, and amounts that contradict each other, the oldest first. It
 * asks no bank. The rows that are shown are recorded as a list is.
 */
export async function attention(actor: Actor): Promise<Attention> {
  const { db } = await database();
  const { environment } = settings();
  const open = await openPayments(db, { environment, most: MOST_OPEN + 1 });
  const isLong = Date.now() - UNCLEAR_MINUTES * 60_000;
  const urgent = open.slice(0, MOST_OPEN).flatMap((payment) => {
    const reason = reasonOf(payment);
    const isEarly = reason === "unclear" && sinceOf(payment).getTime() > isLong;
    return isEarly ? [] : [{ ...payment, reason }];
  });
  const oldest = urgent
    .toSorted((a, b) => sinceOf(a).getTime() - sinceOf(b).getTime())
    .slice(0, ROWS_SHOWN);
  const of = (reason: AttentionReason) => urgent.filter((one) => one.reason === reason);
  return {
    isMore: open.length > MOST_OPEN,
    held: { count: of("held").length, sums: sumsOf(of("held")) },
    unclear: of("unclear").length,
    amounts: of("amounts").length,
    rows: await rowsOf(oldest, actor),
  };
}

type Urgent = OpenPayment & { reason: AttentionReason };

/** Contradicting amounts weigh more than what the outcome says. */
function reasonOf({ terms }: OpenPayment): AttentionReason {
  if (terms.includes("check:amounts")) return "amounts";
  return terms.includes("finality:waiting") ? "held" : "unclear";
}

function sinceOf({ paidAt, lookedAt }: OpenPayment): Date {
  return paidAt > NO_DATE ? paidAt : lookedAt;
}

/** The sum of each currency. */
function sumsOf(payments: readonly Urgent[]): Attention["held"]["sums"] {
  const stated = payments.filter(({ amount }) => amount > NO_AMOUNT);
  const byCurrency = Map.groupBy(
    stated,
    ({ terms }) => terms.find((term) => term.startsWith(CURRENCY))?.slice(CURRENCY.length) ?? null,
  );
  return [...byCurrency].map(([currency, some]) => ({
    currency,
    sum: parseSum(`${some.reduce((total, { amount }) => total + BigInt(amount), 0n)}e-2`) ?? ZERO,
  }));
}
const CURRENCY = "currency:";

async function rowsOf(payments: readonly Urgent[], actor: Actor): Promise<AttentionRow[]> {
  if (payments.length === 0) return [];
  const { db } = await database();
  const ids = payments.map(({ id }) => id);
  const [listed, viewer] = await Promise.all([paymentsOf(db, ids, "paid"), viewerOf(actor)]);
  const several = settings().epay.terminals.length > 1;
  const rows = listed.flatMap(({ id, answer, lookedBy }): AttentionRow[] => {
    const urgent = payments.find((one) => one.id === id);
    if (!urgent) return [];
    const { payment, kind, statusName, resultCode, ...shown } = redactFor(viewer, answer);
    const { invoiceId, terminal, service } = shown;
    return [
      {
        href: transactionPath({ invoiceId, terminal: several ? terminal : undefined, service }),
        invoiceId,
        badge: { kind, class: shown.class, statusName, resultCode },
        reason: urgent.reason,
        sum: payment && headlineSum(payment),
        currency: payment?.currency ?? null,
        since: sinceOf(urgent),
        who: lookedBy,
      },
    ];
  });
  const invoices = rows.map(({ invoiceId }) => invoiceId).join(",");
  const detail = { filters: "attention", search: "", rows: rows.length, invoices };
  await record(db, { event: "payments.listed", success: true, by: actor, detail });
  return rows;
}
