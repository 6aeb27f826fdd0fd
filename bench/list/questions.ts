import { cursorText, type ListQuery, NO_FILTERS } from "#lib/list/query.ts";
import { searchTerms } from "#lib/paste/paste.ts";
import { comparable } from "#lib/paste/plain-text.ts";
import type { LookUpAnswer } from "#lib/payment/look-up.ts";
import { MOST_COUNTED, PAGE_SIZE } from "#lib/server/payment-list/list-page.ts";
import { allOf } from "#lib/server/payment-list/plan.ts";
import { numbersLike, pageOf, similarPayments } from "#lib/server/payment-list/queries.ts";
import { totalsOf } from "#lib/server/payment-list/totals.ts";
import type { Listing } from "#lib/server/payment-list/where.ts";
import type { Chance } from "../million/chance.ts";
import { ownWork, type Question } from "../million/question.ts";
import { ENVIRONMENT, personId } from "./fill.ts";
import { madePayment, NEWEST } from "./made-payments.ts";
import { RARE_ISSUERS, STATES, TERMINALS } from "./world.ts";

const DAY = 86_400_000;
const SUGGESTED = 8;
const SIMILAR = 5;

/** All queries of a list with this many payments. */
export function questionsAbout(all: number): Question[] {
  const any = (chance: Chance) => madePayment(chance.below(all), all);
  const lists = Object.entries({ ...filters(all), ...searches(any) });
  return [
    ownWork("before"),
    ...lists.flatMap(([name, listing]): Question[] => [
      {
        name,
        ask: (db, chance) => pageOf(db, listing(chance), PAGE_SIZE),
      },
      {
        name: `${name}: count`,
        async ask(db, chance) {
          const { ids, isMore } = await allOf(db, listing(chance), MOST_COUNTED);
          return isMore ? ids.length : totalsOf(db, ids);
        },
      },
    ]),
    {
      name: "numbers that begin or end like this",
      ask: (db, chance) =>
        numbersLike(
          db,
          { environment: ENVIRONMENT, part: any(chance).invoiceId.slice(0, 4 + chance.below(5)) },
          SUGGESTED,
        ),
    },
    {
      name: "payments with a similar number",
      ask: (db, chance) =>
        similarPayments(
          db,
          { environment: ENVIRONMENT, invoiceId: `9${any(chance).invoiceId.slice(1)}` },
          SIMILAR,
        ),
    },
    ownWork("after"),
  ];
}

type Listings = Record<string, (chance: Chance) => Listing>;

function filters(all: number): Listings {
  const { failed, brand, country } = { failed: ["failed"], brand: ["mastercard"], country: ["KZ"] };
  const sortedBy = (sort: ListQuery["sort"], descending = true) => ({ sort, descending });
  return {
    "newest page": () => listing({}),
    "page 40": (chance) =>
      listing({ place: placeOf(all - 40 * PAGE_SIZE - chance.below(1_000), all) }),
    "any page": (chance) => listing({ place: placeOf(chance.below(all), all) }),
    paid: () => listing({ facets: { state: ["paid"] } }),
    failed: () => listing({ facets: { state: failed } }),
    "failed, by sum": () => listing({ facets: { state: failed }, ...sortedBy("amount") }),
    "failed, brand and country": () => listing({ facets: { state: failed, brand, country } }),
    "rare state (1 to 6 of 1,000)": (chance) =>
      listing({ facets: { state: [STATES[5 + chance.below(5)]?.[0] ?? "unknown"] } }),
    "issuer of five payments": (chance) =>
      listing({ facets: { issuer: [comparable(chance.pick(RARE_ISSUERS))] } }),
    "country of the oldest only": () => listing({ facets: { country: ["IS"] } }),
    "terminal closed two years ago": () => listing({ facets: { terminal: [TERMINALS[2]] } }),
    "who looked": (chance) => listing({ facets: { person: [personId(chance.below(10))] } }),
    "range of sums, by sum": (chance) => {
      const min = 1_000 * (1 + chance.below(200));
      const amount = { min: String(min), max: String(min + 5_000) };
      return listing({ amount, ...sortedBy("amount") });
    },
    "days paid, by payment": (chance) => {
      const from = NEWEST - (10 + chance.below(1_000)) * DAY;
      const paid = { from: day(from), to: day(from + 7 * DAY) };
      return listing({ paid, ...sortedBy("paid") });
    },
    "days paid and failed, by look": (chance) => {
      const from = NEWEST - (10 + chance.below(1_000)) * DAY;
      const paid = { from: day(from), to: day(from + 7 * DAY) };
      return listing({ paid, facets: { state: failed } });
    },
    "least sums": () => listing(sortedBy("amount", false)),
  };
}

function searches(any: (chance: Chance) => LookUpAnswer): Listings {
  const searchFor = (textOf: (payment: LookUpAnswer) => string | null | undefined) => {
    return (chance: Chance) => listing({}, textOf(any(chance)) ?? "900000001");
  };
  return {
    "search: number": searchFor(({ invoiceId }) => invoiceId),
    "search: last six": searchFor(({ invoiceId }) => invoiceId.slice(-6)),
    "search: RRN": searchFor(({ payment }) => payment?.rrn),
    "search: last four": searchFor(({ payment }) => payment?.card.mask?.last),
    "search: e-mail": searchFor(({ payment }) => payment?.payer.email),
    "search: phone": searchFor(({ payment }) => payment?.payer.phone),
    "search: name": searchFor(({ payment }) => payment?.payer.name),
    "search: family name": searchFor(({ payment }) => payment?.payer.name?.split(" ")[1]),
    "search: name, by a clerk": (chance) => ({
      ...listing({}, any(chance).payment?.payer.name ?? "nobody"),
      words: "names",
    }),
    "search: gmail": () => listing({}, "gmail"),
    "search: nobody": (chance) => listing({}, `nobody ${chance.digits(3)}`),
    "search: sum": searchFor(({ payment }) => `${payment?.original?.decimal} ₸`),
  };
}

function listing(query: Partial<ListQuery>, text?: string): Listing {
  return {
    environment: ENVIRONMENT,
    timeZone: "Asia/Almaty",
    query: { ...NO_FILTERS, ...query },
    search: text === undefined ? null : searchTerms(text),
    words: "all",
    blockedPayers: new Set(),
  };
}

/** The cursor after the payment at this position from the oldest. */
function placeOf(place: number, all: number): ListQuery["place"] {
  const { checkedAt } = madePayment(place, all);
  return { after: cursorText({ value: Date.parse(checkedAt), id: 0 }) };
}

function day(moment: number): string {
  return new Date(moment).toISOString().slice(0, 10);
}
