import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { samplePayment } from "#testing/sample-payment.ts";
import { blockPersonal, hidePersonal, PERSONAL_FIELDS } from "./personal.ts";

const nothing: ReadonlySet<never> = new Set();

describe("personal data", () => {
  test("is hidden, and the hidden fields are named", () => {
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

  test("a revealed field is complete, the others stay hidden", () => {
    const { payment, hidden } = hidePersonal(samplePayment(), new Set(["payer.phone"] as const));
    expect(payment.payer.phone).toBe("77000000119");
    expect(payment.payer.email).not.toContain("epay@");
    expect(hidden).not.toContain("payer.phone");
  });

  test("missing and non-personal fields are not named as hidden", () => {
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

  test("Kazakh names and IPv6 addresses are hidden as well", () => {
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

  test("all data of a blocked payer are removed, and missing ones stay missing (K-03)", () => {
    const { payer, location, accountId, description, data, ...others } = blockPersonal(
      samplePayment({ payer: { name: "ARMAN ALI", email: "epay@halykbank.kz", phone: null } }),
    );
    expect(payer).toEqual({ name: "•••", email: "•••", phone: null });
    expect(location).toMatchObject({ ip: null, latitude: null, longitude: null });
    expect([accountId, description, data]).toEqual([null, "•••", "•••"]);
    expect(samplePayment()).toMatchObject(others);
  });

  test("e-mail addresses and phone numbers in any form are hidden in a text", () => {
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
        // The first letter of a name is kept; the rest must be hidden.
        if (name.length > 1) expect(payment.data).not.toContain(`${name}@`);
      }),
    );
  });
});
