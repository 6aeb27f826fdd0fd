import { inArray, sql } from "drizzle-orm";
import { NO_AMOUNT } from "#lib/list/search-index.ts";
import type { Totals } from "#lib/list/view.ts";
import { sumOfHundredths } from "#lib/money/money.ts";
import { KINDS } from "#lib/payment/payment.ts";
import type { Database } from "#lib/server/db/client.ts";
import { payments } from "#lib/server/db/schema/payments.ts";

/**
 * How many of these payments are in which state, and the sums of their amounts by currency, in the order
 * of the states. Reads each payment once, so the caller bounds their number.
 */
export async function totalsOf(db: Database, ids: readonly number[]): Promise<Totals> {
  if (ids.length === 0) return [];
  const state = termValue("state");
  const currency = termValue("currency");
  const rows = await db
    .select({
      state: state.mapWith(String),
      currency: currency.mapWith(String),
      count: sql`count(*)`.mapWith(Number),
      hundredths: sql`(sum(${payments.amount}) filter (where ${payments.amount} > ${NO_AMOUNT}))::text`,
    })
    .from(payments)
    .where(inArray(payments.id, [...ids]))
    .groupBy(sql`1, 2`);
  const byState = Map.groupBy(rows, (row) => row.state);
  return KINDS.flatMap((kind) => {
    const some = byState.get(kind);
    if (!some) return [];
    const sums = some.flatMap(({ currency, hundredths }) =>
      typeof hundredths === "string"
        ? [{ currency: currency || null, sum: sumOfHundredths(BigInt(hundredths)) }]
        : [],
    );
    const count = some.reduce((all, one) => all + one.count, 0);
    return [{ state: kind, count, sums: sums.sort(byCurrency) }];
  });
}

function byCurrency(a: { currency: string | null }, b: { currency: string | null }): number {
  return (a.currency ?? "").localeCompare(b.currency ?? "");
}

/** The value of a payment's term with this name; "" for none. */
function termValue(name: "state" | "currency") {
  const start = name.length + 2;
  return sql`coalesce((select substr(term, ${sql.raw(String(start))})
    from unnest(${payments.terms}) as term
    where term like ${sql.raw(`'${name}:%'`)} limit 1), '')`;
}
