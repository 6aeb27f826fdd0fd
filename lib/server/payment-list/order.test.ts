import fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import { type ListQuery, parametersOf, readListQuery } from "#lib/list/query.ts";
import { NO_AMOUNT } from "#lib/list/search-index.ts";
import type { LookUpAnswer } from "#lib/payment/look-up.ts";
import type { FinalityClass, Kind } from "#lib/payment/payment.ts";
import { withDatabase } from "#testing/databases/test-database.ts";
import { answerOf, listingOf, person, see } from "#testing/payment-list.ts";
import { countOf, idsOf } from "./plan.ts";
import { pageOf, paymentsOf } from "./queries.ts";

/** The filter, implemented without a database. */
interface Facts {
  invoiceId: string;
  kind: Kind;
  class: FinalityClass;
  currency: string | null;
  amount: number | null;
  paidAt: string | null;
  checkedAt: string;
}

const KINDS_SEEN: readonly [Kind, FinalityClass][] = [
  ["paid", "settled"],
  ["held", "waiting"],
  ["failed", "closed"],
];

const factsArbitrary = fc.record({
  kind: fc.constantFrom(...KINDS_SEEN),
  currency: fc.constantFrom("KZT", "USD", null),
  amount: fc.option(fc.integer({ min: -3, max: 6 })),
  paidHour: fc.option(fc.integer({ min: 0, max: 96 })),
  checkedHour: fc.integer({ min: 0, max: 96 }),
});

const START = Date.parse("2026-02-01T00:00:00Z");
const HOUR = 3_600_000;
const iso = (hour: number) => new Date(START + hour * HOUR).toISOString();

function factsOf(
  drawn: readonly (typeof factsArbitrary extends fc.Arbitrary<infer T> ? T : never)[],
): Facts[] {
  return drawn.map(
    ({ kind: [kind, finality], currency, amount, paidHour, checkedHour }, place) => ({
      invoiceId: `77${String(place).padStart(5, "0")}`,
      kind,
      class: finality,
      currency,
      amount,
      paidAt: paidHour === null ? null : iso(paidHour),
      checkedAt: iso(checkedHour),
    }),
  );
}

function answerFor({
  invoiceId,
  kind,
  currency,
  amount,
  paidAt,
  checkedAt,
  ...rest
}: Facts): LookUpAnswer {
  return answerOf(
    invoiceId,
    { kind, class: rest.class, checkedAt },
    {
      statusName: "CHARGE",
      currency,
      amount:
        amount === null
          ? null
          : { decimal: String(amount), minorUnits: `${amount}00`.replace(/^000$/, "0") },
      bonus: null,
      createdAt: paidAt === null ? null : { raw: paidAt, instant: paidAt, offset: "+00:00" },
    },
  );
}

const queryArbitrary = fc.record({
  state: fc.subarray(["paid", "held", "failed"]),
  currency: fc.option(fc.constantFrom("KZT", "USD"), { nil: "" }),
  min: fc.option(fc.integer({ min: -3, max: 6 }).map(String), { nil: "" }),
  max: fc.option(fc.integer({ min: -3, max: 6 }).map(String), { nil: "" }),
  paid_from: fc.constantFrom("", "2026-02-02", "2026-02-03"),
  looked_to: fc.constantFrom("", "2026-02-02", "2026-02-04"),
  sort: fc.constantFrom("-looked", "looked", "-paid", "paid", "-amount", "amount"),
});

/** The list without a database: filters, then sorts, by the id where values are equal. */
function expected(
  facts: readonly Facts[],
  query: ListQuery,
  ids: ReadonlyMap<string, number>,
): string[] {
  const almaty = (day: string) => Date.parse(`${day}T00:00:00+05:00`);
  const { facets, amount, paid, looked, sort, descending } = query;
  const kept = facts.filter(
    (one) =>
      (facets.state?.includes(one.kind) ?? true) &&
      (facets.currency?.includes(one.currency ?? "") ?? true) &&
      ((amount.min === null && amount.max === null) || one.amount !== null) &&
      (amount.min === null || (one.amount ?? 0) >= Number(amount.min)) &&
      (amount.max === null || (one.amount ?? 0) <= Number(amount.max)) &&
      (paid.from === null || Date.parse(one.paidAt ?? "1970-01-01") >= almaty(paid.from)) &&
      (looked.to === null || Date.parse(one.checkedAt) < almaty(looked.to) + 24 * HOUR),
  );
  const value = (one: Facts) =>
    sort === "looked"
      ? Date.parse(one.checkedAt)
      : sort === "paid"
        ? Date.parse(one.paidAt ?? "1970-01-01")
        : (one.amount ?? NO_AMOUNT);
  const sorted = kept.sort(
    (a, b) => value(a) - value(b) || (ids.get(a.invoiceId) ?? 0) - (ids.get(b.invoiceId) ?? 0),
  );
  const names = sorted.map(({ invoiceId }) => invoiceId);
  return descending ? names.reverse() : names;
}

/** A window shorter than the page is not scanned. */
const WITHOUT_WINDOW = 0;

withDatabase("the list's order, filters and pages", (db) => {
  const drawn = fc.sample(factsArbitrary, { numRuns: 120, seed: 7 });
  const facts = factsOf(drawn);
  const ids = new Map<string, number>();
  beforeAll(async () => {
    await see(db(), await person(db()), facts.map(answerFor));
    const all = await paymentsOf(db(), await idsOf(db(), listingOf(), 1_000), "looked");
    for (const { id, answer } of all) ids.set(answer.invoiceId, id);
  });

  test("are those of a plain filter and sort, page by page, forth and back", async () => {
    await fc.assert(
      fc.asyncProperty(queryArbitrary, fc.integer({ min: 1, max: 40 }), async (given, size) => {
        const { query, problems } = readListQuery({ ...given, state: given.state.join(",") });
        expect(problems).toEqual([]);
        const wanted = expected(facts, query, ids);
        const listing = { ...listingOf(), query };
        const whole = await idsOf(db(), listing, 1_000);
        for (const window of [WITHOUT_WINDOW, size + 1, 10 * size, facts.length]) {
          const ids = await idsOf(db(), listing, size, window);
          expect(ids).toEqual(whole.slice(0, size));
          expect(await countOf(db(), listing, size, window)).toEqual({
            count: Math.min(wanted.length, size),
            isMore: wanted.length > size,
          });
        }
        expect(await countOf(db(), listing, 1_000)).toEqual({
          count: wanted.length,
          isMore: false,
        });
        const forth: string[] = [];
        const pages: string[][] = [];
        for (let place: ListQuery["place"] = null, more = true; more; ) {
          const page = await pageOf(db(), { ...listing, query: { ...query, place } }, size);
          const names = page.payments.map(({ answer }) => answer.invoiceId);
          pages.push(names);
          forth.push(...names);
          more = page.hasMore;
          const last = page.payments.at(-1);
          place = last ? { after: `${last.cursor.value}_${last.cursor.id}` } : null;
          if (more || pages.length < 2) continue;
          const [first] = page.payments;
          if (!first) continue;
          const before = { before: `${first.cursor.value}_${first.cursor.id}` };
          const back = await pageOf(db(), { ...listing, query: { ...query, place: before } }, size);
          expect(back.payments.map(({ answer }) => answer.invoiceId)).toEqual(pages.at(-2));
        }
        expect(forth).toEqual(wanted);
      }),
      { numRuns: 40, seed: 11 },
    );
  });

  test("a count stops at its limit and says so", async () => {
    expect(await countOf(db(), listingOf(), 100)).toEqual({ count: 100, isMore: true });
  });

  test("an address's parameters may name a facet more than once", () => {
    const search = new URLSearchParams("state=paid&state=held,failed&sort=paid&sort=amount");
    const { query } = readListQuery(parametersOf(search));
    expect(query.facets.state).toEqual(["paid", "held", "failed"]);
    expect(query).toMatchObject({ sort: "paid", descending: false });
  });
});
