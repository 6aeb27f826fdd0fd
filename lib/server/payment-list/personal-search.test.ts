import { randomInt, randomUUID } from "node:crypto";
import { beforeAll, describe, expect, test } from "vitest";
import { type ListQuery, listPath, NO_FILTERS, parametersOf } from "#lib/list/query.ts";
import type { Actor } from "#lib/server/actor.ts";
import { seal } from "#lib/server/crypto/sealed-text.ts";
import { database } from "#lib/server/db/client.ts";
import { useEmptyDatabase } from "#testing/databases/test-database.ts";
import { answerOf, looker, person, see } from "#testing/payment-list.ts";
import { last } from "#testing/shares.ts";
import { viewList } from "./list-page.ts";

/** Letters and digits that stand in e-mail addresses and names. */
const ALPHABET = "abcdefghijklmnopqrstuvwxyz0123456789.@-+ ";

function newClerk(): Actor {
  const now = new Date();
  const session = { mustEnrol: false, startedAt: now, provedAt: now, notices: [] };
  return { ...looker, personId: randomUUID(), ...session };
}

describe("a search for a payer by a clerk (K-04)", () => {
  const mark = () => randomUUID().slice(0, 6).replace(/\d/g, "x");
  const toy = mark();
  const family = `Sadykova${mark()}`;
  const payer = {
    name: `Ainur ${family}`,
    email: `qazwsx.1987.${mark()}@mail-1.kz`,
    // Without the digits of the sums, which may be searched for by their own.
    phone: `7701${Array.from({ length: 7 }, () => randomInt(3, 10)).join("")}`,
  };
  const invoiceId = String(randomInt(1e9, 1e10));
  beforeAll(async () => {
    const { db } = await useEmptyDatabase();
    const personId = await person(db);
    const named = answerOf(invoiceId, {}, { payer, description: `toy ${toy} for Ainur` });
    const many = Array.from({ length: 25 }, () =>
      answerOf(
        String(randomInt(1e9, 1e10)),
        {},
        { payer: { ...payer, name: null, email: null, phone: null } },
      ),
    );
    await see(db, personId, [named, ...many]);
  });

  /** The invoices that a person finds; each asks as somebody new, unless `as` is given. */
  async function found(
    text: string,
    { as = newClerk(), filters = {} }: { as?: Actor; filters?: Partial<ListQuery> } = {},
  ) {
    const path = listPath({ ...NO_FILTERS, ...filters, find: seal(text, "search") });
    const { searchParams } = new URL(path, "http://localhost");
    const { rows, searched } = await viewList(parametersOf(searchParams), as);
    const invoices = rows.map(({ answer }) => answer.invoiceId);
    return { isFound: invoices.includes(invoiceId), problem: searched?.problem ?? null };
  }

  test("finds by a whole e-mail address, a whole phone number, and the beginning of a name", async () => {
    for (const text of [
      payer.email,
      payer.phone,
      `+${payer.phone}`,
      family,
      family.slice(0, 6),
      `${family} Ainur`,
      family.replace("Sadykova", "Садыкова"),
    ]) {
      expect(await found(text), text).toMatchObject({ isFound: true });
    }
  });

  test("recovers no e-mail address and no phone number character by character", async () => {
    for (const secret of [payer.email, payer.phone]) {
      for (let length = 1; length < secret.length; length += 1) {
        for (const part of [
          secret.slice(-length),
          secret.slice(0, length),
          secret.slice(1, 1 + length),
        ]) {
          if (part === secret || `7${part}` === secret) continue;
          expect(await found(part), part).toMatchObject({ isFound: false });
        }
      }
    }
    for (const character of ALPHABET) {
      expect(await found(`${character}@mail-1`)).toMatchObject({ isFound: false });
    }
  });

  test("finds no part of a name but its beginning, of four letters or more", async () => {
    for (const part of [
      family.slice(1),
      family.slice(-5),
      family.slice(0, 3),
      "aaaa",
      "ъъъъ",
      `${family.slice(0, 3)} a`,
    ]) {
      expect(await found(part), part).toMatchObject({ isFound: false });
    }
  });

  test("finds public words, and not the hidden ones beside them", async () => {
    expect(await found(`toy ${toy}`)).toMatchObject({ isFound: true });
    expect(await found(`${toy} for ainur`)).toMatchObject({ isFound: false });
  });

  test("is not combined with numbers or filters that leave a handful", async () => {
    for (const text of [family, payer.email, payer.phone]) {
      const filters = { invoices: [invoiceId] };
      expect(await found(text, { filters })).toEqual({
        isFound: false,
        problem: "personal_filters",
      });
    }
    const amount = { min: "22.21", max: "22.23" };
    expect(await found(family, { filters: { amount } })).toMatchObject({ isFound: true });
    const narrow = { looked: { from: "2001-01-01", to: "2001-01-02" } };
    expect(await found(family, { filters: narrow })).toMatchObject({ problem: "personal_filters" });
    const both = { filters: { invoices: [invoiceId] } };
    expect(await found(`toy ${toy}`, both)).toMatchObject({ isFound: true });
  });

  test("is limited, and many that find nothing are an alert and a row of the audit", async () => {
    const as = newClerk();
    const problems = [];
    for (let letter = 0; letter < 12; letter += 1) {
      problems.push((await found(`nobody${ALPHABET[letter]}`, { as })).problem);
    }
    expect(problems.slice(0, 10)).toEqual(Array(10).fill(null));
    expect(problems.slice(10)).toEqual(["personal_wait", "personal_wait"]);
    expect(await last((await database()).db, "search.refused")).toMatchObject({
      detail: { reason: "many_misses" },
    });
    const other = newClerk();
    for (let time = 0; time < 20; time += 1) {
      expect(await found(payer.phone, { as: other })).toMatchObject({ isFound: true });
    }
    expect(await found(payer.phone, { as: other })).toEqual({
      isFound: false,
      problem: "personal_wait",
    });
  });

  test("is none of these for those who may see the data", async () => {
    const as: Actor = { ...newClerk(), role: "supervisor" };
    const filters = { invoices: [invoiceId] };
    for (const text of [
      payer.email.slice(3, 12),
      payer.phone.slice(2, 8),
      payer.name.slice(8, 12),
    ]) {
      expect(await found(text, { as, filters })).toEqual({ isFound: true, problem: null });
    }
  });
});
