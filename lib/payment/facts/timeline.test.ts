import { describe, expect, test } from "vitest";
import { sampleAnswer, samplePayment } from "#testing/sample-payment.ts";
import { type PastLookUp, timelineOf } from "./timeline.ts";

const charge = samplePayment({ statusName: "CHARGE", returned: null });
const paid = sampleAnswer({ kind: "paid", statusName: "CHARGE", payment: charge });
const begun = sampleAnswer({
  kind: "in_progress",
  statusName: "NEW",
  payment: samplePayment({ statusName: "NEW", returned: null, approvalCode: null }),
});
const down = sampleAnswer({
  kind: "unreachable",
  class: "no_answer",
  fault: "network",
  resultCode: null,
  statusName: null,
  payment: null,
});

function look(answer: PastLookUp["answer"], minute: number, who = "a@example.kz"): PastLookUp {
  const checkedAt = `2026-11-24T08:${String(minute).padStart(2, "0")}:00.000Z`;
  return { answer: { ...answer, checkedAt }, who, byTimer: false };
}

function seenByAll(looks: readonly PastLookUp[]) {
  return timelineOf(looks, (answer) => answer);
}

describe("the timeline", () => {
  test("groups look-ups with the same answer and names the people", () => {
    const episodes = seenByAll([look(paid, 2, "b@example.kz"), look(paid, 1), look(paid, 3)]);
    expect(episodes).toHaveLength(1);
    expect(episodes[0]).toMatchObject({
      looks: 3,
      who: ["a@example.kz", "b@example.kz"],
      firstCheckedAt: "2026-11-24T08:01:00.000Z",
      lastCheckedAt: "2026-11-24T08:03:00.000Z",
      changes: [],
    });
  });

  test("one look at three terminals is one look, another at one of them is a second", () => {
    const unknown = sampleAnswer({ kind: "not_found", class: "no_answer", payment: null });
    const at = (terminal: string, second: string): PastLookUp => ({
      answer: {
        ...unknown,
        terminal,
        checkedAt: `2026-11-24T08:00:${second}Z`,
        bankMilliseconds: 400,
      },
      who: "a@example.kz",
      byTimer: false,
    });
    const first = [at("main", "01.000"), at("kiosk", "01.402"), at("web", "01.805")];
    expect(seenByAll(first)).toMatchObject([{ looks: 1 }]);
    expect(seenByAll([...first, at("main", "09.000")])).toMatchObject([{ looks: 2 }]);
    expect(seenByAll([...first, at("main", "02.300")])).toMatchObject([{ looks: 2 }]);
    const other = { ...at("kiosk", "01.402"), who: "b@example.kz" };
    expect(seenByAll([at("main", "01.000"), other])).toMatchObject([{ looks: 2 }]);
  });

  test("lists the changed fields between two look-ups, newest first", () => {
    const [newest, oldest] = seenByAll([look(begun, 1), look(paid, 2)]);
    expect(oldest?.answer.kind).toBe("in_progress");
    expect(newest?.changes).toEqual([
      { field: "statusName", values: { before: "NEW", after: "CHARGE" } },
      { field: "approvalCode", values: { before: null, after: "170243" } },
    ]);
  });

  test("a fault is an episode of its own and no change", () => {
    const episodes = seenByAll([look(paid, 1), look(down, 2), look(paid, 3)]);
    expect(episodes.map(({ answer }) => answer.kind)).toEqual(["paid", "unreachable", "paid"]);
    expect(episodes.flatMap(({ changes }) => changes)).toEqual([]);
  });

  test("a sum is one value", () => {
    const more = samplePayment({ returned: { decimal: "12", minorUnits: "1200" } });
    const [newest] = seenByAll([look(sampleAnswer(), 1), look(sampleAnswer({ payment: more }), 2)]);
    expect(newest?.changes).toEqual([{ field: "returned", values: { before: "10", after: "12" } }]);
  });

  test("hidden data change without their values", () => {
    const other = samplePayment({ description: "for A. Ali" });
    const looks = [look(sampleAnswer(), 1), look(sampleAnswer({ payment: other }), 2)];
    const [newest] = timelineOf(looks, (answer) => ({
      ...answer,
      payment: samplePayment({ description: "•••" }),
    }));
    expect(newest?.changes).toEqual([{ field: "description", values: null }]);
    expect(newest?.answer.payment?.description).toBe("•••");
  });

  test("without look-ups the timeline is empty", () => {
    expect(seenByAll([])).toEqual([]);
  });
});
