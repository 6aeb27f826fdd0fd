import { describe, expect, test } from "vitest";
import { LOCALES } from "#lib/i18n/locale.ts";
import { messagesOf } from "#lib/i18n/messages.ts";
import { sampleAnswer, samplePayment } from "#testing/sample-payment.ts";
import { full, openSheet as open } from "#testing/sheets.ts";

const SHOP = { name: "Дүкен «Айна»", phone: "+7 727 000 00 00" };

/** Without blanks, as `open` reads a page. */
const plain = (text: string) => text.replace(/\s/g, "");

describe("both sheets", () => {
  test.each(LOCALES)(
    "have the shop, the sum, and a place to sign and to stamp (%s)",
    async (locale) => {
      const { sheet } = messagesOf(locale).take;
      for (const kind of ["customer", "internal"] as const) {
        const { text, pages } = await open(sampleAnswer(), { kind, locale, shop: SHOP });
        expect(pages).toBe(1);
        for (const part of [SHOP.name, SHOP.phone, "22", sheet.signature, sheet.stamp]) {
          expect(text).toContain(plain(part));
        }
        expect(text.includes(plain(sheet.internal))).toBe(kind === "internal");
      }
    },
  );

  test("say it in the words of the page and of the share link", async () => {
    const { explain } = messagesOf("en");
    const [inner, customer] = await Promise.all([
      open(sampleAnswer()),
      open(sampleAnswer(), { kind: "customer" }),
    ]);
    expect(inner.text).toContain(plain(explain.money.returned_in_part));
    expect(inner.text).toContain("Itlookslike₸10.00of₸22.22wasrefunded;thereststayswithus.");
    expect(customer.text).toContain(plain(explain.situation.partly_refunded.customer));
  });
});

describe("the customer's sheet", () => {
  const reason = { code: "484", text: "Insufficient funds" };
  const payment = samplePayment({ statusName: "FAILED", reason, returned: null });
  const failed = sampleAnswer({ kind: "failed", class: "closed", statusName: "FAILED", payment });

  test.each(LOCALES)("names neither the reason nor a code of the bank (%s)", async (locale) => {
    const { reasons } = messagesOf(locale);
    const [forUs, forCustomer] = await Promise.all([
      open(failed, { locale }),
      open(failed, { kind: "customer", locale }),
    ]);
    for (const secret of ["484", "Insufficient", "FAILED", reasons.code[484].meaning]) {
      expect(forUs.text).toContain(plain(secret));
      expect(forCustomer.text).not.toContain(plain(secret));
    }
    expect(forCustomer.text).toContain(plain(reasons.customer.declined));
  });

  test("leads to no page and names no colleague, terminal or part of the card but its end", async () => {
    const { text, rectangles } = await open(sampleAnswer(), { kind: "customer" });
    expect(rectangles).toBeLessThan(10);
    for (const inner of ["anyqta.example.kz", "aigul@", "98120001", "67e34d63", "4003"]) {
      expect(text).not.toContain(inner);
    }
    for (const fact of ["205218074", "••••9821", "231951411351", "170243", "₸10.00", "13:00:00"]) {
      expect(text).toContain(fact);
    }
  });

  test("can be made for an answer without a payment", async () => {
    const answer = sampleAnswer({
      ...{ kind: "failed", class: "closed", extent: null, resultCode: "101" },
      ...{ statusName: null, payment: null },
    });
    const { text, pages } = await open(answer, { kind: "customer" });
    expect(pages).toBe(1);
    expect(text).toContain("Notpaid");
    expect(text).not.toContain("101");
  });

  test("is one page with whatever the bank says", async () => {
    for (const text of ["W".repeat(10_000), "\u202eסכום مبلغ\u202c".repeat(50), "x\r\n\0) Tj ET"]) {
      const { pages, glyphs } = await open(full(text), { kind: "customer" });
      expect(pages).toBe(1);
      expect(glyphs).not.toContain("0000");
    }
  });
});
