import { expect, test } from "vitest";
import { dismissed, type Notice, shownNotices } from "./notices.ts";

const [FIRST, SECOND] = [new Date("2026-11-24T08:00:00Z"), new Date("2026-11-24T09:00:00Z")];
const notice = (by: Date | null): Notice => ({
  what: "password_changed",
  at: "2026-11-24T08:30:00Z",
  by: by?.getTime() ?? null,
});

test("a session cannot remove a notice of what it did itself, only hide it here (A-18)", () => {
  const left = dismissed([notice(FIRST), notice(null)], FIRST);
  expect(shownNotices(left, FIRST)).toEqual([]);
  expect(shownNotices(left, SECOND)).toMatchObject([{ what: "password_changed" }]);
  expect(dismissed(left, SECOND)).toEqual([]);
});
