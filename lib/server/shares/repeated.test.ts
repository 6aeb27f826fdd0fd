import { afterEach, expect, test, vi } from "vitest";
import { withDatabase } from "#testing/databases/test-database.ts";
import { entries, environment, open, supervisor, wanted } from "#testing/shares.ts";
import { createShare, liveShares, revokeShare } from "./links.ts";

afterEach(() => {
  vi.useRealTimers();
});

withDatabase("a form that is submitted again", (db) => {
  test("makes one link, also with parallel submissions", async () => {
    const share = wanted(await supervisor(db()));
    const { invoiceId } = share.answer;
    const made = await Promise.all(Array.from({ length: 5 }, () => createShare(db(), share)));
    expect(made).toEqual([true, true, true, true, true]);
    expect(await liveShares(db(), { environment, invoiceId })).toHaveLength(1);
    const told = (await entries(db(), "share.created")).filter((row) => row.resource === invoiceId);
    expect(told).toHaveLength(1);
  });

  test("is refused if it asks for another link", async () => {
    const [maker, other] = [await supervisor(db()), await supervisor(db())];
    const share = wanted(maker);
    expect(await createShare(db(), share)).toBe(true);
    const { choice, snapshot } = share;
    const others = [
      { choice: { ...choice, views: 10 } as const },
      { choice: { ...choice, hours: 168 } as const },
      { choice: { ...choice, language: "ru" } as const },
      { snapshot: { ...snapshot, chosen: { ...snapshot.chosen, card: "9821" } } },
      { answer: { ...share.answer, invoiceId: "1" } },
      { actor: other },
    ];
    for (const change of others)
      expect(await createShare(db(), { ...share, ...change })).toBe(false);
    expect(await open(db(), share.token)).toMatchObject({ snapshot, language: "kk" });
    expect(await liveShares(db(), { environment, invoiceId: "1" })).toEqual([]);
  });

  test("does not restore a revoked link and does not show an old one again", async () => {
    const maker = await supervisor(db());
    const [ended, old] = [wanted(maker), wanted(maker)];
    await createShare(db(), ended);
    const [row] = await liveShares(db(), { environment, invoiceId: ended.answer.invoiceId });
    await revokeShare(db(), { id: row?.id ?? "", environment, actor: maker });
    expect(await createShare(db(), ended)).toBe(false);
    expect(await open(db(), ended.token)).toBeNull();
    await createShare(db(), old);
    vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 2 * 60_000 });
    expect(await createShare(db(), old)).toBe(false);
  });
});
