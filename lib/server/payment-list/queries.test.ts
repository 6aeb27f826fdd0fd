import { randomUUID } from "node:crypto";
import { beforeAll, expect, test } from "vitest";
import { record } from "#lib/server/audit/record.ts";
import {
  deleteObservations,
  insertObservations,
  type Observation,
} from "#lib/server/observations/observations.ts";
import { indexExistingObservations } from "#lib/server/observations/payment-index.ts";
import { withDatabase } from "#testing/databases/test-database.ts";
import {
  answerOf,
  ENVIRONMENT,
  listingOf,
  looker,
  numbers,
  person,
  see,
} from "#testing/payment-list.ts";
import { samplePayment } from "#testing/sample-payment.ts";
import { choicesOf, numbersLike, pageOf, similarPayments } from "./queries.ts";

withDatabase("the list", (db) => {
  let askedBy = "";
  beforeAll(async () => {
    askedBy = await person(db());
  });

  test("has one row for each attempt, with its latest look-up", async () => {
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
    // An older observation that is saved later changes nothing.
    await see(db(), askedBy, [{ ...attempt, observationId: randomUUID() }]);
    const { payments } = await pageOf(db(), listingOf({ invoices: ["111111"] }), 10);
    expect(payments.map(({ answer }) => answer)).toEqual([later]);
  });

  test.each(["looked", "paid", "amount"] as const)(
    "by %s goes on from any place (A-84)",
    async (sort) => {
      for (const value of [Number.MAX_SAFE_INTEGER, Number.MIN_SAFE_INTEGER]) {
        for (const place of ["after", "before"]) {
          const listing = listingOf({ sort, [place]: `${value}_999999999999999` });
          expect((await pageOf(db(), listing, 10)).payments.length).toBeGreaterThanOrEqual(0);
        }
      }
    },
  );

  test("has a later failed attempt beside the paid one", async () => {
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

  test("replaces an answer without an attempt by one that names it", async () => {
    const nameless = answerOf("333333", { kind: "in_progress", class: "moving", payment: null });
    await see(db(), askedBy, [nameless]);
    expect(await numbers(db(), listingOf({ invoices: ["333333"] }))).toEqual(["333333"]);
    await see(db(), askedBy, [
      answerOf("333333", { kind: "paid", checkedAt: "2026-11-24T10:00:00.000Z" }),
    ]);
    const { payments } = await pageOf(db(), listingOf({ invoices: ["333333"] }), 10);
    expect(payments.map(({ answer }) => answer.kind)).toEqual(["paid"]);
  });

  test("has no answers without a payment", async () => {
    const nothing = { class: "no_answer", payment: null } as const;
    await see(db(), askedBy, [answerOf("444444", { ...nothing, kind: "not_found" })]);
    expect(await numbers(db(), listingOf({ invoices: ["444444"] }))).toEqual([]);
  });

  test("has one row for many answers about one attempt in one statement", async () => {
    const answer = answerOf("555555");
    await see(db(), askedBy, [
      answer,
      answer,
      { ...answer, terminal: "kiosk", observationId: randomUUID() },
    ]);
    expect(await numbers(db(), listingOf({ invoices: ["555555"] }))).toEqual(["555555", "555555"]);
  });

  test("a look of a clock that ran ahead gives way to the next look", async () => {
    const attempt = answerOf("676767");
    const looked = [3, 0].map((days) => ({
      ...attempt,
      observationId: randomUUID(),
      checkedAt: new Date(Date.now() + days * 86_400_000).toISOString(),
    }));
    for (const answer of looked) await see(db(), askedBy, [answer]);
    const { payments } = await pageOf(db(), listingOf({ invoices: ["676767"] }), 10);
    expect(payments.map(({ answer }) => answer.checkedAt)).toEqual([looked[1]?.checkedAt]);
  });

  test("loses a row together with its observation when that is deleted", async () => {
    await see(db(), askedBy, [answerOf("666666", { checkedAt: "2020-01-01T00:00:00.000Z" })]);
    await deleteObservations(db(), new Date("2020-01-02T00:00:00Z"));
    expect(await numbers(db(), listingOf({ invoices: ["666666"] }))).toEqual([]);
  });
});

withDatabase("observations from before there was a list", (db) => {
  test("are indexed once, the newest of an attempt", async () => {
    const askedBy = await person(db());
    const paid = answerOf("888888", { kind: "paid", checkedAt: "2026-11-24T10:00:00.000Z" });
    const held = { ...paid, kind: "held", checkedAt: "2026-11-24T09:00:00.000Z" } as const;
    const old = [paid, { ...held, observationId: randomUUID() }, answerOf("999999")];
    const added = old.map(
      (answer): Observation => ({ answer, environment: ENVIRONMENT, askedBy, byTimer: false }),
    );
    const by = { ...looker, personId: askedBy };
    const entry = { event: "payment.looked_up", success: true, by, resource: "888888" } as const;
    await record(db(), entry, (tx) => insertObservations(tx, added));
    expect(await indexExistingObservations(db())).toBe(3);
    const { payments } = await pageOf(db(), listingOf({ invoices: ["888888"] }), 10);
    expect(payments.map(({ answer }) => answer.kind)).toEqual(["paid"]);
    expect(await numbers(db(), listingOf())).toHaveLength(2);
    expect(await indexExistingObservations(db())).toBe(0);
  });
});

withDatabase("searching the list", (db) => {
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
    ["Айгуль", ["000218074"], "Russian letters for Kazakh ones"],
    ["AIGUL SARSEN", ["000218074"], "as a card has the name"],
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

  test("filters offer the values of stored payments", async () => {
    const choices = await choicesOf(db(), ENVIRONMENT);
    expect(choices.get("issuer")?.toSorted()).toEqual(["kaspi bank", "казкоммерцбанк"]);
    expect(choices.get("country")).toEqual(["KZ"]);
    expect(choices.get("brand")?.toSorted()).toEqual(["mastercard", "visa"]);
  });
});
