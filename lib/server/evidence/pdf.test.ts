import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { LOCALES } from "#lib/i18n/locale.ts";
import { messagesOf } from "#lib/i18n/messages.ts";
import { sampleAnswer, samplePayment } from "#testing/sample-payment.ts";
import { context, full, openSheet as open } from "#testing/sheets.ts";

/** The sheet of the sample, which several tests read: to make one takes a while. */
let samplesSheet: ReturnType<typeof open> | undefined;
function openSample(): ReturnType<typeof open> {
  samplesSheet ??= open(sampleAnswer());
  return samplesSheet;
}

describe("the evidence sheet", () => {
  test.each([
    ["en", "Payment status record", "Partly refunded", "₸22.22"],
    ["ru", "Справка о статусе платежа", "Частичный возврат", "22,22 ₸"],
    ["kk", "Төлем мәртебесі туралы анықтама", "Ішінара қайтарылды", "22,22 ₸"],
  ] as const)("in %s shows what the bank stated, on one page", async (locale, ...parts) => {
    const { text, pages } = await open(sampleAnswer(), { locale });
    expect(pages).toBe(1);
    const wanted = [
      ...parts,
      "205218074",
      "4003 03•• •••• 9821",
      "VISA",
      "Казкоммерцбанк",
      "231951411351",
      "170243",
      "67140D7DE97139A7",
      "af2089fe-43b1-47eb-a61f-c78dd196e18d",
      "98120001",
      "67e34d63-102f-4bd1-898e-370781d0074d",
      "2022-11-15T03:52:17.289853+06:00",
      "13:00:00 GMT+5",
      "REFUND",
      "aigul@shop.kz",
      "702083c4-b2ca-4dbc-967e-6bedaa4e01ed",
      context.url,
    ];
    for (const part of wanted) expect(text).toContain(part.replace(/\s/g, ""));
  });

  test("shows the sums as a correct addition", async () => {
    const plain = await openSample();
    expect(plain.text).toContain("₸12.22(Stayswithus)+₸10.00(Refunded)=₸22.22");
    const sum = (decimal: string, minorUnits: string) => ({ decimal, minorUnits });
    // The original sum does not include the bonuses, so the addition must not either.
    const payment = samplePayment({ bonus: sum("5", "500") });
    const bonus = await open(sampleAnswer({ payment }));
    expect(bonus.text).toContain("₸12.22(Stayswithus)+₸10.00(Refunded)=₸22.22");
    const wrong = samplePayment({ original: sum("30", "3000") });
    const contradiction = await open(sampleAnswer({ payment: wrong }));
    expect(contradiction.text).toContain("₸12.22+₸10.00doesnotequal₸30.00");
  });

  test("is a document with a language, a title and embedded fonts", async () => {
    const { all, bytes } = await open(sampleAnswer(), { locale: "kk" });
    expect(bytes.subarray(0, 8).toString()).toBe("%PDF-1.7");
    expect(all).toContain("/Lang (kk)");
    expect(all).toContain("/DisplayDocTitle true");
    const title = Buffer.from("\ufeffТөлем мәртебесі туралы анықтама", "utf16le").swap16();
    // Some bytes are escaped in a PDF's string, so this compares the first letters only.
    expect(all).toContain(title.subarray(0, 8).toString("latin1"));
    const faces = [...all.matchAll(/\/BaseFont \/\w{6}\+([\w-]+)/g)].map(([, face]) => face);
    expect(new Set(faces)).toEqual(new Set(["DejaVuSans", "DejaVuSans-Bold"]));
    expect(all.match(/\/FontFile2/g)).toHaveLength(2);
    expect(all).not.toContain("Helvetica");
  });

  test("has a QR code of the page's address, and another one for another page", async () => {
    const one = await openSample();
    const other = await open(sampleAnswer(), { url: `${context.url}?terminal=kiosk` });
    expect(one.rectangles).toBeGreaterThan(200);
    expect(other.rectangles).not.toBe(one.rectangles);
  });

  test("contains no personal data, neither in its text nor in its bytes", async () => {
    const payment = samplePayment({
      accountId: "ACCOUNT-7",
      description: "for ARMAN",
      data: '{"address":"Abai 10"}',
      payer: { name: "ARMAN ALI", email: "arman@example.kz", phone: "77000000119" },
    });
    for (const locale of LOCALES) {
      const { text, all } = await open(sampleAnswer({ payment }), { locale });
      for (const secret of ["ARMAN", "arman@", "77000000119", "46.148", "ACCOUNT-7", "Abai"]) {
        expect(text).not.toContain(secret);
        expect(all).not.toContain(secret);
      }
    }
  });

  test("lists each status with the time at which it was first seen", async () => {
    const begun = sampleAnswer({ kind: "in_progress", class: "moving", statusName: "NEW" });
    const at = "2026-11-24T07:00:00.000Z";
    const steps = [
      { answer: begun, at },
      { answer: sampleAnswer(), at: "2026-11-24T08:00:00.000Z" },
    ];
    const { text } = await open(sampleAnswer(), { steps });
    expect(text).toContain("12:00:00GMT+5Inprogress");
    expect(text).toContain("13:00:00GMT+5Partlyrefunded");
    // One status is no history.
    const alone = await open(sampleAnswer(), { steps: steps.slice(0, 1) });
    expect(alone.text).not.toContain("Inprogress");
  });

  test("has a warning outside production", async () => {
    const { text } = await open(sampleAnswer(), { environment: "practice" });
    expect(text).toContain("PRACTICEMODE");
    expect((await open(sampleAnswer(), { environment: "test" })).text).toContain("TESTENVIRONMENT");
    expect((await openSample()).text).not.toMatch(/PRACTICE|TEST/);
  });

  test("can be made for an answer without a payment", async () => {
    const answer = sampleAnswer({
      kind: "failed",
      class: "closed",
      extent: null,
      resultCode: "101",
      statusName: null,
      payment: null,
    });
    const { text, pages } = await open(answer);
    expect(pages).toBe(1);
    expect(text).toContain("Notpaid");
    expect(text).toContain("101");
  });
});

describe("text of the bank on the sheet", () => {
  test.each([
    ["endless", "W".repeat(10_000)],
    ["endless and of the widest sign", "\u2031".repeat(10_000)],
    ["in one word of marks", `a${"\u0301".repeat(5_000)}`],
    ["of another direction", "\u202eסכום مبلغ\u202c".repeat(50)],
    ["of characters without a face", "👩‍👩‍👧‍👦漢字\u{e000}\u{10ffff}".repeat(50)],
    ["of lines and commands", "x\r\n\0) Tj ET\u2028(endobj\tendstream".repeat(50)],
  ])("that is %s is kept, on two pages at most", async (_name, text) => {
    for (const locale of LOCALES) {
      const { pages, all, glyphs } = await open(full(text), { locale });
      expect(pages).toBeLessThanOrEqual(2);
      // Glyph 0 replaces a character that the font lacks, with another width than the layout
      // assumes.
      expect(glyphs).not.toContain("0000");
      expect(all.match(/\] TJ\n/g)?.length).toBeGreaterThan(20);
    }
  });

  test("is truncated so that the longest sheet is complete", async () => {
    const { more } = messagesOf("en").take.sheet;
    const { text } = await open(full("W".repeat(10_000)));
    expect(text).not.toContain(more.replace(/\s/g, ""));
  });

  test("never reorders the digits next to it", async () => {
    const { text } = await open(full("סכום"));
    for (const sum of ["12.22", "10.00", "22.22"]) expect(text).toContain(sum);
    expect(text).not.toMatch(/\p{Script=Hebrew}/u);
  });

  test("of any kind never fails the sheet", async () => {
    // Many texts on each sheet, because the sheets take the time.
    const text = fc.string({ unit: "binary", maxLength: 200 });
    await fc.assert(
      fc.asyncProperty(fc.tuple(text, text, text, text, text, text), async (texts) => {
        expect((await open(full(...texts))).pages).toBeLessThanOrEqual(2);
      }),
      { numRuns: 4 },
    );
  });
});
