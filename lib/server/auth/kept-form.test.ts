import { randomBytes, randomInt } from "node:crypto";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { readKept, resumePath } from "./kept-form.ts";

const OWNER = "7c1c4d0e-7f5b-4d1e-9f3a-000000000001";
const OTHER = "7c1c4d0e-7f5b-4d1e-9f3a-000000000002";

const act = {
  is: "act",
  owner: OWNER,
  to: "/api/people",
  fields: { act: "invite", email: "aigul@shop.kz", role: "clerk" },
} as const;
const question = {
  is: "question",
  owner: OWNER,
  to: "/api/find",
  fields: { text: "Әйгерім 205218074" },
} as const;

function sealedIn(path: string | null): string {
  return new URL(path ?? "", "http://localhost").searchParams.get("typed") ?? "";
}

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

test("what a person sent comes back whole, and its address names nothing of it", () => {
  const path = resumePath(act);
  expect(path).toMatch(/^\/resume\?typed=[\w-]+$/);
  expect(path).not.toContain("aigul");
  expect(readKept(sealedIn(path), OWNER)).toMatchObject({ is: "kept", kept: act });
});

test("nobody else gets it, whether an act or a question", () => {
  for (const sent of [act, question]) {
    expect(readKept(sealedIn(resumePath(sent)), OTHER)).toEqual({ is: "of_another" });
  }
});

test("without a session a question goes on for whoever signs in, an act for nobody", () => {
  const nobody = { owner: null } as const;
  const asked = sealedIn(resumePath({ ...question, ...nobody }));
  expect(readKept(asked, OTHER)).toMatchObject({ is: "kept" });
  const done = sealedIn(resumePath({ ...act, ...nobody }));
  expect(readKept(done, OWNER)).toEqual({ is: "of_another" });
});

test("it is good for half an hour", () => {
  const sealed = sealedIn(resumePath(act));
  vi.advanceTimersByTime(30 * 60_000);
  expect(readKept(sealed, OWNER)).toMatchObject({ is: "kept" });
  vi.advanceTimersByTime(1);
  expect(readKept(sealed, OWNER)).toEqual({ is: "gone" });
});

test("what this server did not seal is gone", () => {
  const sealed = sealedIn(resumePath(act));
  // Not the last character, of which some bits stand for nothing.
  const forgedAt = (place: number) =>
    sealed.slice(0, place) + (sealed[place] === "A" ? "B" : "A") + sealed.slice(place + 1);
  for (const text of ["", "abc", forgedAt(0), forgedAt(30), forgedAt(sealed.length - 5)]) {
    expect(readKept(text, OWNER)).toEqual({ is: "gone" });
  }
});

test("a card number is not kept, whatever field it stands in", () => {
  const fields = { name: "4111 1111 1111 1111", query: "state=paid" };
  const resumed = readKept(sealedIn(resumePath({ ...act, fields })), OWNER);
  expect(resumed).toMatchObject({ kept: { fields: { query: "state=paid" } } });
  expect(JSON.stringify(resumed)).not.toContain("1111");
});

test("a hundred pasted numbers fit into an address, and what does not is told", () => {
  const numbers = Array.from({ length: 100 }, () => randomInt(100_000_000, 999_999_999)).join("; ");
  const list = { ...question, fields: { text: numbers } };
  expect(readKept(sealedIn(resumePath(list)), OWNER)).toMatchObject({ kept: list });
  const text = randomBytes(8_000).toString("base64url");
  expect(resumePath({ ...question, fields: { text } })).toBeNull();
});
