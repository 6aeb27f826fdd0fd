import { randomInt, randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { timelineOf } from "#lib/payment/facts/timeline.ts";
import type { LookUpAnswer } from "#lib/payment/look-up.ts";
import type { Actor } from "#lib/server/actor.ts";
import type { Database } from "#lib/server/db/client.ts";
import { NotProvenError } from "#lib/server/people/sessions/proofs.ts";
import { withDatabase } from "#testing/databases/test-database.ts";
import { answerOf, ENVIRONMENT, listingOf, numbers, see } from "#testing/payment-list.ts";
import { inSession, prove } from "#testing/proofs.ts";
import { last, supervisor } from "#testing/shares.ts";
import { blockedTerms, blockPayer, listPayerBlocks, unblockPayer } from "./payer-blocks.ts";
import { redactFor, type Viewer, withoutBlocked } from "./redact.ts";

/** A payer of this test's own with two payments, and another payer. */
async function world(db: Database) {
  const actor = await supervisor(db);
  const mark = randomUUID().slice(0, 8);
  const phone = `7701${randomInt(1e6, 1e7)}`;
  const payer = { name: `Aigul ${mark}`, email: `${mark}@example.kz`, phone };
  const number = () => String(randomInt(1e9, 1e10));
  const first = answerOf(number(), {}, { payer, data: `{"email":"${payer.email}"}` });
  const byPhone = answerOf(number(), {}, { payer: { ...payer, email: null } });
  const other = answerOf(
    number(),
    {},
    { payer: { name: "B", email: `x${mark}@a.kz`, phone: null } },
  );
  await see(db, actor.personId, [first, byPhone, other]);
  const subject = (answer: LookUpAnswer) => ({
    environment: ENVIRONMENT,
    terminal: answer.terminal,
    service: answer.service,
    invoiceId: answer.invoiceId,
  });
  return { actor, payer, first, byPhone, other, subject };
}

/** The actor as a viewer with the payer blocks of the moment. */
async function viewer(db: Database, { role, revealed }: Actor): Promise<Viewer> {
  return { role, revealed, blockedPayers: await blockedTerms(db) };
}

withDatabase("a blocked payer (K-03)", (db) => {
  test("is hidden in all their payments, also in later ones, and in no other payments", async () => {
    const { actor, payer, first, byPhone, other, subject } = await world(db());
    const reason = "payer_asked";
    await blockPayer(db(), { subject: subject(first), reason, actor });
    const now = await viewer(db(), actor);
    const later = answerOf("1", {}, { payer: { name: "A. K.", email: payer.email, phone: null } });
    for (const answer of [first, byPhone, later]) {
      const shown = redactFor(now, answer);
      expect(shown).toMatchObject({ payerBlocked: true, hidden: [] });
      for (const value of Object.values(payer)) {
        expect(JSON.stringify(shown)).not.toContain(value);
      }
      expect(shown.payment).toMatchObject({
        amount: answer.payment?.amount,
        card: answer.payment?.card,
        rrn: answer.payment?.rrn,
        location: { ip: null, latitude: null, longitude: null },
      });
    }
    const moved = answerOf(
      first.invoiceId,
      { checkedAt: "2026-11-25T08:00:00.000Z" },
      { payer: { ...payer, name: "A. K." }, description: `for ${payer.phone}` },
    );
    const looks = [first, moved].map((answer) => ({
      answer: withoutBlocked(now, answer),
      who: "",
      byTimer: false,
    }));
    const changed = timelineOf(looks, (one) => one).flatMap(({ changes }) =>
      changes.map(({ field }) => field),
    );
    expect(changed.filter((field) => /^(payer|location|data|description)/.test(field))).toEqual([]);
    expect(withoutBlocked(now, other)).toBe(other);
    expect(redactFor(now, other)).toMatchObject({
      payerBlocked: false,
      payment: { payer: other.payment?.payer },
    });
  });

  test("is found by invoice number and sum, not by personal data", async () => {
    const { actor, payer, first, byPhone, subject } = await world(db());
    const found = async (text: string, { blockedPayers }: Viewer) =>
      (await numbers(db(), listingOf({}, text, blockedPayers))).filter((one) =>
        [first.invoiceId, byPhone.invoiceId].includes(one),
      );
    expect(await found(payer.email, await viewer(db(), actor))).toEqual([first.invoiceId]);
    await blockPayer(db(), { subject: subject(first), reason: "other", actor });
    const now = await viewer(db(), actor);
    for (const text of [payer.email, payer.phone, payer.name, payer.name.slice(6)]) {
      expect(await found(text, now), text).toEqual([]);
    }
    expect(await found(first.invoiceId, now)).toEqual([first.invoiceId]);
    expect(await found("22.22 ₸", now)).toContain(first.invoiceId);
  });

  test("has one block, which is listed, and is visible again when it is lifted with a proof (A-09)", async () => {
    const { actor, first, subject } = await world(db());
    const block = { subject: subject(first), reason: "authority_asked", actor } as const;
    await Promise.all([blockPayer(db(), block), blockPayer(db(), block)]);
    const mine = (await listPayerBlocks(db())).filter(
      ({ invoiceId }) => invoiceId === first.invoiceId,
    );
    expect(mine).toMatchObject([{ reason: "authority_asked", blockedBy: actor.email }]);
    expect(await last(db(), "payer.blocked")).toMatchObject({
      actor: actor.email,
      resource: first.invoiceId,
      detail: { reason: "authority_asked" },
    });
    const id = mine[0]?.id ?? "";
    const { actor: lifting } = await inSession(db(), { ...actor, id: actor.personId });
    const lift = () => unblockPayer(db(), { id, actor: lifting });
    await prove(db(), lifting, { name: "payer_unblock", on: "another" });
    await expect(lift()).rejects.toThrow(NotProvenError);
    expect(await listPayerBlocks(db())).toContainEqual(mine[0]);
    await prove(db(), lifting, { name: "payer_unblock", on: id });
    expect(await lift()).toBe(true);
    expect(await lift()).toBe(false);
    expect(await last(db(), "payer.unblocked")).toMatchObject({ resource: first.invoiceId });
    expect(redactFor(await viewer(db(), actor), first).payment).toEqual(first.payment);
  });

  test("cannot be blocked without an observed payment", async () => {
    const { actor, first, subject } = await world(db());
    const unseen = { ...subject(first), invoiceId: "000001" };
    await expect(blockPayer(db(), { subject: unseen, reason: "other", actor })).rejects.toThrow();
  });
});
