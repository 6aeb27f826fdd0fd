import { describe, expect, test } from "vitest";
import { sampleAnswer, samplePayment } from "#testing/sample-payment.ts";
import type { Payment } from "../payment.ts";
import {
  blockPersonal,
  hidePersonal,
  NOTHING_PERSONAL,
  PERSONAL_FIELDS,
  type PersonalField,
} from "./personal.ts";

function hide(changes: Partial<Payment>, revealed: readonly PersonalField[] = []) {
  const answer = sampleAnswer({ payment: samplePayment(changes) });
  const hidden = hidePersonal(answer, { ...NOTHING_PERSONAL, revealed: new Set(revealed) });
  return { payment: samplePayment(hidden.answer.payment ?? {}), hidden: hidden.hidden };
}

describe("personal data", () => {
  test("is hidden, and the hidden fields are named", () => {
    const { payment, hidden } = hide({
      accountId: "arman@example.kz",
      description: "call +7 701 234 56 78",
    });
    expect(payment.payer).toEqual({
      name: "A•••• A••",
      email: "e•••@halykbank.kz",
      phone: "•••••••••19",
    });
    expect(payment.location.ip).toBe("46.148.•••.•••");
    expect(payment.accountId).toBe("•••kz");
    expect(payment.description).toBe("call +• ••• ••• •• 78");
    expect(payment.data).toBe('{"email":"•••","sum":33900}');
    expect(hidden).toEqual([...PERSONAL_FIELDS]);
  });

  test("a revealed field is complete, the others stay hidden", () => {
    const { payment, hidden } = hide({}, ["payer.phone"]);
    expect(payment.payer.phone).toBe("77000000119");
    expect(payment.payer.email).not.toContain("epay@");
    expect(hidden).not.toContain("payer.phone");
  });

  test("missing and non-personal fields are not named as hidden", () => {
    const { hidden } = hide({
      payer: { name: null, email: null, phone: null },
      data: "gift wrapping",
      location: { ...samplePayment().location, ip: null },
    });
    expect(hidden).toEqual([]);
  });

  test("Kazakh names, IPv6 addresses and every address of several are hidden as well", () => {
    const { payment } = hide({
      payer: { name: "Әсел Қанатқызы", email: "Arman <a@example.kz>", phone: "Arman 77012345678" },
      location: { ...samplePayment().location, ip: "2a02:6b8:0:1::feed:ff, 46.148.239.182" },
    });
    expect(payment.payer).toEqual({
      name: "Ә••• Қ••••••••",
      email: "•••",
      phone: "A•••• •••••••••78",
    });
    expect(payment.location.ip).not.toMatch(/feed|239|182/);
  });

  test("all data of a blocked payer are removed, and missing ones stay missing (K-03)", () => {
    const blocked = blockPersonal(
      sampleAnswer({
        resultMessage: "paid by ARMAN",
        payment: samplePayment({
          payer: { name: "ARMAN ALI", email: "epay@halykbank.kz", phone: null },
        }),
      }),
    );
    const { payer, location, accountId, description, data, ...others } = samplePayment(
      blocked.payment ?? {},
    );
    expect(payer).toEqual({ name: "•••", email: "•••", phone: null });
    expect(location).toMatchObject({ ip: null, latitude: null, longitude: null });
    expect([accountId, description, data]).toEqual([null, "•••", "•••"]);
    expect(samplePayment()).toMatchObject(others);
    expect(blocked.resultMessage).toBe("paid by A••••");
  });
});
