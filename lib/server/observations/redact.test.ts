import { describe, expect, test } from "vitest";
import type { Payment } from "#lib/payment/payment.ts";
import { sampleAnswer, samplePayment } from "#testing/sample-payment.ts";
import { redactFor, type Viewer, withoutPersonal } from "./redact.ts";

const clerk: Viewer = { role: "clerk", revealed: new Set(), blockedPayers: new Set() };
const supervisor: Viewer = { ...clerk, role: "supervisor" };
const ALMATY = { latitude: 43.238949, longitude: 76.889709 };

function at(changes: Partial<Payment["location"]>) {
  const { location } = samplePayment();
  return sampleAnswer({ payment: samplePayment({ location: { ...location, ...changes } }) });
}

describe("coordinates (K-04)", () => {
  test("are rounded to a degree for a clerk, and exact for a supervisor", () => {
    expect(redactFor(clerk, at(ALMATY)).payment?.location).toMatchObject({
      latitude: 43,
      longitude: 77,
    });
    expect(redactFor(supervisor, at(ALMATY)).payment?.location).toMatchObject(ALMATY);
  });

  test("are shown with the IP address that was revealed", () => {
    const viewer = { ...clerk, revealed: new Set(["205218074 location.ip"]) };
    const { payment, hidden } = redactFor(viewer, at(ALMATY));
    expect(hidden).not.toContain("location.ip");
    expect(payment?.location).toMatchObject(ALMATY);
  });

  test("can be revealed where the bank sent no IP address", () => {
    expect(redactFor(clerk, at({ ...ALMATY, ip: null })).hidden).toContain("location.ip");
    expect(redactFor(clerk, at({ ip: null, latitude: null })).hidden).toContain("location.ip");
    const none = at({ ip: null, latitude: null, longitude: null });
    expect(redactFor(clerk, none).hidden).not.toContain("location.ip");
  });

  test("of a whole country stay, as they are nobody's", () => {
    const { location } = samplePayment();
    expect(redactFor(clerk, at({})).payment?.location).toMatchObject({
      latitude: location.latitude,
      longitude: location.longitude,
    });
  });
});

test("what leaves the shop has no personal data, whoever takes it along (K-04)", () => {
  const reason = { code: "00", text: "paid by ARMAN ALI, 8 700 000 01 19" };
  const answer = withoutPersonal(sampleAnswer({ payment: samplePayment({ reason }) }));
  expect(answer.payment?.reason.text).toBe("paid by A•••• A••, • ••• ••• •• 19");
  expect(JSON.stringify(answer)).not.toMatch(/ARMAN|epay@|7000000|239\.182/);
});
