import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { samplePayment } from "#testing/sample-payment.ts";
import { blockPersonal, hidePersonal, PERSONAL_FIELDS } from "./personal.ts";

const nothing: ReadonlySet<never> = new Set();

describe("personal data", () => {
  test("is hidden, and what is hidden is named", () => {
    const { payment, hidden } = hidePersonal(
      samplePayment({ accountId: "arman@example.kz", description: "call +7 701 234 56 78" }),
      nothing,
    );
    expect(payment.payer).toEqual({
      name: "A•••• A••",
      email: "e•••@halykbank.kz",
      phone: "•••••••••19",
    });
    expect(payment.location.ip).toBe("46.148.•••.•••");
    expect(payment.accountId).toBe("a•••@example.kz");
    expect(payment.description).toBe("call +• ••• ••• •• 78");
    expect(payment.data).toBe('{"email":"e•••@halykbank.kz","sum":33900}');
    expect(hidden).toEqual([...PERSONAL_FIELDS]);
  });

  test("a revealed field is whole, the others stay hidden", () => {
    const { payment, hidden } = hidePersonal(samplePayment(), new Set(["payer.phone"] as const));
    expect(payment.payer.phone).toBe("77000000119");
    expect(payment.payer.email).not.toContain("epay@");
    expect(hidden).not.toContain("payer.phone");
  });

  test("what is not there or not personal is not called hidden", () => {
    const { hidden } = hidePersonal(
      samplePayment({
        payer: { name: null, email: null, phone: null },
        data: "gift wrapping",
        location: { ...samplePayment().location, ip: null },
      }),
      nothing,
    );
    expect(hidden).toEqual([]);
  });

  test("Kazakh names and IPv6 addresses are hidden too", () => {
    const { payment } = hidePersonal(
      samplePayment({
        payer: { name: "Әсел Қанатқызы", email: "not an e-mail", phone: null },
        location: { ...samplePayment().location, ip: "2a02:6b8:0:1::feed:ff" },
      }),
      nothing,
    );
    expect(payment.payer.name).toBe("Ә••• Қ••••••••");
    expect(payment.payer.email).toBe("•••");
    expect(payment.location.ip).not.toContain("feed");
  });

  test("of a payer whose data are blocked nothing is left, and nothing is made up (K-03)", () => {
    const { payer, location, accountId, description, data, ...others } = blockPersonal(
      samplePayment({ payer: { name: "ARMAN ALI", email: "epay@halykbank.kz", phone: null } }),
    );
    expect(payer).toEqual({ name: "•••", email: "•••", phone: null });
    expect(location).toMatchObject({ ip: null, latitude: null, longitude: null });
    expect([accountId, description, data]).toEqual([null, "•••", "•••"]);
    expect(samplePayment()).toMatchObject(others);
  });

  test("no e-mail and no phone of any form survives in a text", () => {
    const email = fc.emailAddress();
    const phone = fc.stringMatching(/^7[0-9]{10}$/);
    fc.assert(
      fc.property(email, phone, (address, number) => {
        const { payment } = hidePersonal(
          samplePayment({ data: JSON.stringify({ a: address, p: number }) }),
          nothing,
        );
        const [name = ""] = address.split("@");
        expect(payment.data).not.toContain(number);
        // A name of one letter is its own first letter; with more, the rest must be gone.
        if (name.length > 1) expect(payment.data).not.toContain(`${name}@`);
      }),
    );
  });
});
