import { beforeAll, expect, test } from "vitest";
import { cursorText } from "#lib/list/query.ts";
import { withDatabase } from "#testing/databases/test-database.ts";
import { answerOf, listingOf, person, see } from "#testing/payment-list.ts";
import { allOf, countBefore } from "./plan.ts";
import { pageOf } from "./queries.ts";
import { totalsOf } from "./totals.ts";

const sum = (hundredths: number) => ({
  decimal: String(hundredths / 100),
  minorUnits: String(hundredths),
});

withDatabase("the list's totals", (db) => {
  const paid = { kind: "paid", class: "settled" } as const;
  const held = { kind: "held", class: "waiting" } as const;
  const of = (hundredths: number | null, currency: string | null) => ({
    statusName: "CHARGE" as const,
    amount: hundredths === null ? null : sum(hundredths),
    bonus: null,
    currency,
  });
  beforeAll(async () => {
    await see(db(), await person(db()), [
      answerOf("600001", paid, of(12_345, "KZT")),
      answerOf("600002", paid, of(900_719_925_474_099, "KZT")),
      answerOf("600003", paid, of(900_719_925_474_099, "KZT")),
      answerOf("600004", paid, of(500, "USD")),
      answerOf("600005", held, of(null, "KZT")),
      answerOf("600006", held, of(700, null)),
    ]);
  });

  test("count by state and add the amounts of each currency exactly", async () => {
    const { ids, isMore } = await allOf(db(), listingOf(), 100);
    expect(isMore).toBe(false);
    expect(await totalsOf(db(), ids)).toEqual([
      {
        state: "paid",
        count: 4,
        sums: [
          {
            currency: "KZT",
            sum: { decimal: "18014398509605.43", minorUnits: "1801439850960543" },
          },
          { currency: "USD", sum: { decimal: "5", minorUnits: "500" } },
        ],
      },
      {
        state: "held",
        count: 2,
        sums: [{ currency: null, sum: { decimal: "7", minorUnits: "700" } }],
      },
    ]);
    expect(await totalsOf(db(), [])).toEqual([]);
  });

  test("are of what is filtered, and stop at their bound", async () => {
    const listing = listingOf({ facets: { state: ["held"] } });
    expect((await allOf(db(), listing, 100)).ids).toHaveLength(2);
    expect(await allOf(db(), listingOf(), 3)).toMatchObject({ isMore: true });
    expect((await allOf(db(), listingOf(), 3)).ids).toHaveLength(3);
  });

  test("a page knows how many stand before it, in either direction", async () => {
    const first = await pageOf(db(), listingOf({ sort: "amount" }), 4);
    const last = first.payments.at(-1);
    const after = cursorText(last?.cursor ?? { value: 0, id: 0 });
    const second = await pageOf(db(), listingOf({ sort: "amount", place: { after } }), 4);
    const [row] = second.payments;
    const here = listingOf({ sort: "amount", place: { after } });
    expect(await countBefore(db(), here, row?.cursor ?? { value: 0, id: 0 }, 100)).toEqual({
      count: 4,
      isMore: false,
    });
    expect(await countBefore(db(), here, row?.cursor ?? { value: 0, id: 0 }, 2)).toEqual({
      count: 2,
      isMore: true,
    });
  });
});
