import { expect, test } from "vitest";
import { dismissed, type Notice, shownNotices } from "./notices.ts";

const [FIRST, SECOND] = [new Date("2026-11-24T08:00:00Z"), new Date("2026-11-24T09:00:00Z")];
const NOTICES: readonly Notice[] = [
  { what: "password_changed", at: "2026-11-24T07:30:00Z" },
  { what: "other_browser", at: "2026-11-24T08:30:00Z" },
];

test("a session removes what happened before it, and hides the rest until the next sign-in (A-18)", () => {
  const left = dismissed(NOTICES, FIRST);
  expect(shownNotices(left, FIRST)).toEqual([]);
  expect(shownNotices(left, SECOND)).toMatchObject([{ what: "other_browser" }]);
  expect(dismissed(left, SECOND)).toEqual([]);
});
