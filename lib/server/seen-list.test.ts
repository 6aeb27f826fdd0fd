import { randomUUID } from "node:crypto";
import fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import { type ListQuery, NO_FILTERS, parametersOf, readListQuery } from "#lib/list-query.ts";
import type { LookUpAnswer } from "#lib/look-up.ts";
import { searchTerms } from "#lib/paste.ts";
import type { FinalityClass, Kind } from "#lib/payment.ts";
import { sampleAnswer, samplePayment } from "#lib/sample-payment.ts";
import { NO_AMOUNT } from "#lib/search-index.ts";
import { record } from "./audit.ts";
import type { Database } from "./db/client.ts";
import { people } from "./db/schema.ts";
import { onBothEngines } from "./db/test-databases.ts";
import { forgetObservations, type Kept, keepingObservations } from "./observations.ts";
import type { Listing } from "./seen-conditions.ts";
import {
  choicesOf,
  countOf,
  idsInPiece,
  idsOf,
  numbersLike,
  pageOf,
  paymentsOf,
  similarPayments,
} from "./seen-list.ts";
import { enteringPayments, enterOldObservations } from "./seen-payments.ts";

const ENVIRONMENT = "practice";

async function person(db: Database): Promise<string> {
  const row = {
    email: `${randomUUID()}@example.kz`,
    role: "clerk",
    createdAt: new Date(),
  } as const;
  const [added] = await db.insert(people).values(row).returning({ id: people.id });
  return added?.id ?? "";
}

const looker = {
  email: "looker@example.kz",
  role: "clerk",
  sessionHash: "session",
  revealed: new Set<string>(),
  ip: null,
  userAgent: null,
  requestId: "TESTTEST22",
} as const;

/** Keeps answers as look-ups do, in one statement. */
async function see(db: Database, askedBy: string, answers: readonly LookUpAnswer[]): Promise<void> {
  const kept = answers.map(
    (answer): Kept => ({ answer, environment: ENVIRONMENT, askedBy, byTimer: false }),
  );
  const by = { ...looker, personId: askedBy };
  const resource = answers[0]?.invoiceId ?? "";
  const entry = { event: "payment.looked_up", success: true, by, resource } as const;
  await record(db, entry, [keepingObservations(db, kept), ...enteringPayments(db, kept)]);
}

function answerOf(
  invoiceId: string,
  changes: Partial<LookUpAnswer> = {},
  payment: Parameters<typeof samplePayment>[0] = {},
): LookUpAnswer {
  return sampleAnswer({
    invoiceId,
    observationId: randomUUID(),
    payment: samplePayment({ invoiceId, bankId: randomUUID(), ...payment }),
    ...changes,
  });
}

function listingOf(changes: Partial<ListQuery> = {}, text?: string): Listing {
  return {
    environment: ENVIRONMENT,
    timeZone: "Asia/Almaty",
    query: { ...NO_FILTERS, ...changes },
    search: text === undefined ? null : searchTerms(text),
  };
}

async function numbers(db: Database, listing: Listing): Promise<string[]> {
  const { payments } = await pageOf(db, listing, 100);
  return payments.map(({ answer }) => answer.invoiceId);
}

onBothEngines("what enters the list", (db) => {
  let askedBy = "";
  beforeAll(async () => {
    askedBy = await person(db());
  });

  test("is one row an attempt, with its newest look", async () => {
    const attempt = answerOf("111111", { kind: "held", class: "waiting" });
    const later = {
      ...attempt,
      kind: "paid",
      class: "settled",
      observationId: randomUUID(),
      checkedAt: "2026-11-24T09:00:00.000Z",
    } as const;
    await see(db(), askedBy, [attempt]);
    await see(db(), askedBy, [later]);
    // What was asked earlier and comes later changes nothing.
    await see(db(), askedBy, [{ ...attempt, observationId: randomUUID() }]);
    const { payments } = await pageOf(db(), listingOf({ invoices: ["111111"] }), 10);
    expect(payments.map(({ answer }) => answer)).toEqual([later]);
  });

  test("a late failed attempt stands beside the paid one", async () => {
    const paid = answerOf("222222", { kind: "paid", class: "settled" });
    const failed = answerOf("222222", {
      kind: "failed",
      class: "closed",
      checkedAt: "2026-11-24T10:00:00.000Z",
    });
    await see(db(), askedBy, [paid]);
    await see(db(), askedBy, [failed]);
    const { payments } = await pageOf(db(), listingOf({ invoices: ["222222"] }), 10);
    expect(payments.map(({ answer }) => answer.kind)).toEqual(["failed", "paid"]);
  });

  test("an answer without an attempt gives way to one that names it", async () => {
    const nameless = answerOf("333333", { kind: "in_progress", class: "moving", payment: null });
    await see(db(), askedBy, [nameless]);
    expect(await numbers(db(), listingOf({ invoices: ["333333"] }))).toEqual(["333333"]);
    await see(db(), askedBy, [
      answerOf("333333", { kind: "paid", checkedAt: "2026-11-24T10:00:00.000Z" }),
    ]);
    const { payments } = await pageOf(db(), listingOf({ invoices: ["333333"] }), 10);
    expect(payments.map(({ answer }) => answer.kind)).toEqual(["paid"]);
  });

  test("answers that taught nothing do not enter", async () => {
    const nothing = { class: "no_answer", payment: null } as const;
    await see(db(), askedBy, [answerOf("444444", { ...nothing, kind: "not_found" })]);
    expect(await numbers(db(), listingOf({ invoices: ["444444"] }))).toEqual([]);
  });

  test("many answers of one attempt in one statement are one row", async () => {
    const answer = answerOf("555555");
    await see(db(), askedBy, [
      answer,
      answer,
      { ...answer, terminal: "kiosk", observationId: randomUUID() },
    ]);
    expect(await numbers(db(), listingOf({ invoices: ["555555"] }))).toEqual(["555555", "555555"]);
  });

  test("goes with its observation when that is past its time", async () => {
    await see(db(), askedBy, [answerOf("666666", { checkedAt: "2020-01-01T00:00:00.000Z" })]);
    await forgetObservations(db(), new Date("2020-01-02T00:00:00Z"));
    expect(await numbers(db(), listingOf({ invoices: ["666666"] }))).toEqual([]);
  });
});

onBothEngines("observations from before there was a list", (db) => {
  test("are entered once, the newest of an attempt", async () => {
    const askedBy = await person(db());
    const paid = answerOf("888888", { kind: "paid", checkedAt: "2026-11-24T10:00:00.000Z" });
    const held = { ...paid, kind: "held", checkedAt: "2026-11-24T09:00:00.000Z" } as const;
    const old = [paid, { ...held, observationId: randomUUID() }, answerOf("999999")];
    const kept = old.map(
      (answer): Kept => ({ answer, environment: ENVIRONMENT, askedBy, byTimer: false }),
    );
    const by = { ...looker, personId: askedBy };
    const entry = { event: "payment.looked_up", success: true, by, resource: "888888" } as const;
    await record(db(), entry, [keepingObservations(db(), kept)]);
    expect(await enterOldObservations(db())).toBe(3);
    const { payments } = await pageOf(db(), listingOf({ invoices: ["888888"] }), 10);
    expect(payments.map(({ answer }) => answer.kind)).toEqual(["paid"]);
    expect(await numbers(db(), listingOf())).toHaveLength(2);
    expect(await enterOldObservations(db())).toBe(0);
  });
});

onBothEngines("searching what was seen", (db) => {
  beforeAll(async () => {
    const askedBy = await person(db());
    await see(db(), askedBy, [
      answerOf("205218074", {}, {}),
      answerOf(
        "000218074",
        {},
        {
          rrn: "632912345678",
          description: null,
          approvalCode: "A1B2C3",
          card: {
            mask: { first: "510000", last: "1274" },
            brand: "MASTERCARD",
            issuer: "Kaspi Bank",
            secure: true,
            secureDetails: null,
          },
          payer: { name: "Айгүл Сәрсен", email: "Aigul@Mail.KZ", phone: "+7 (701) 234-56-78" },
          amount: { decimal: "12500", minorUnits: "1250000" },
          original: null,
          data: '{"branch":"Шымкент 100%_\\\\ ","order":"Q-77"}',
          location: { ...samplePayment().location, country: "Қазақстан" },
        },
      ),
    ]);
  });

  test.each([
    ["205218074", ["205218074"], "the whole number"],
    ["218074", ["205218074", "000218074"], "the end of it"],
    ["05218074", ["205218074"], "a longer end"],
    ["0218074", ["000218074"], "an end of a length without a term of its own"],
    ["231951411351", ["205218074"], "RRN"],
    ["170243", ["205218074"], "approval code"],
    ["a1b2c3", ["000218074"], "approval code in small letters"],
    ["9821", ["205218074"], "last four"],
    ["400303...9821", ["205218074"], "card mask"],
    ["*1274", ["000218074"], "short mask"],
    ["aigul@mail.kz", ["000218074"], "e-mail in other letter case"],
    ["8 701 234 56 78", ["000218074"], "phone as people say it"],
    ["12 500,00 ₸", ["000218074"], "amount"],
    ["22.22", ["205218074"], "original amount of a refund"],
    ["айгүл", ["000218074"], "part of a name in Kazakh letters"],
    ["СӘРСЕН", ["000218074"], "in capital letters"],
    ["шымкент", ["000218074"], "a value of the merchant's data"],
    ["100%_\\", ["000218074"], "wildcards stand for themselves"],
    ["%%%", [], "and match nothing else"],
    ["nobody", [], "what is not there"],
  ])("%s finds %j: %s", async (text, expected) => {
    expect((await numbers(db(), listingOf({}, text))).sort()).toEqual([...expected].sort());
  });

  test("numbers are suggested by their beginning and their end", async () => {
    const suggest = (part: string) => numbersLike(db(), { environment: ENVIRONMENT, part }, 8);
    expect(await suggest("2052")).toEqual(["205218074"]);
    expect((await suggest("218074")).sort()).toEqual(["000218074", "205218074"]);
    expect(await suggest("9_9")).toEqual([]);
  });

  test("similar numbers have the same last six", async () => {
    const similar = await similarPayments(
      db(),
      { environment: ENVIRONMENT, invoiceId: "999218074" },
      5,
    );
    expect(similar.map(({ answer }) => answer.invoiceId).sort()).toEqual([
      "000218074",
      "205218074",
    ]);
  });

  test("filters offer what was seen", async () => {
    const choices = await choicesOf(db(), ENVIRONMENT);
    expect(choices.get("issuer")?.toSorted()).toEqual(["kaspi bank", "казкоммерцбанк"]);
    expect(choices.get("country")).toEqual(["KZ"]);
    expect(choices.get("brand")?.toSorted()).toEqual(["mastercard", "visa"]);
  });
});

/** What a filter keeps, said again without a database. */
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

/** The list without a database: filter, then sort with the row's own number as the last word. */
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

onBothEngines("the list's order, filters and pages", (db) => {
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
        // So few are never walked in order, so that way is held against the other here.
        expect(await idsInPiece(db(), listing, 1_000)).toEqual(await idsOf(db(), listing, 1_000));
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
