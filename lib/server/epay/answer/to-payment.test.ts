import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  answer,
  charge,
  readPayment as payment,
  readText as read,
  SAMPLE,
} from "#testing/bank/sample-answer.ts";

test("the shop's own number in its own answer is no card number (P-02)", () => {
  const own = {
    accountID: "4870000000036",
    description: "Заказ 4870000000036",
    data: '{"order":"4870000000036"}',
  };
  const said = read(
    JSON.stringify(answer({ invoiceID: "4870000000036", ...own })),
    "4870000000036",
  );
  expect(said.flags).toEqual([]);
  expect(said.payment).toMatchObject({
    accountId: own.accountID,
    description: own.description,
    data: own.data,
  });
});

test("the bank's sample, field by field", () => {
  const said = read(JSON.stringify(answer()));
  expect(said).toEqual({
    ...{ kind: "partly_refunded", class: "settled", extent: "part", fault: null, retryAt: null },
    ...{ resultCode: "100", resultMessage: "SUCCESS", statusName: "REFUND", flags: [] },
    ...{ silentSince: null, said: null },
    payment: {
      bankId: "af2089fe-43b1-47eb-a61f-c78dd196e18d",
      invoiceId: "205218074",
      statusName: "REFUND",
      statusId: "5bbb7dd5-4691-41ee-a6a5-755a3d23a218",
      createdAt: {
        raw: "2022-11-15T03:52:17.289853+06:00",
        instant: "2022-11-14T21:52:17.289Z",
        offset: "+06:00",
      },
      currency: "KZT",
      amount: { decimal: "12.22", minorUnits: "1222" },
      bonus: { decimal: "0", minorUnits: "0" },
      returned: { decimal: "10", minorUnits: "1000" },
      original: { decimal: "22.22", minorUnits: "2222" },
      reason: { code: "00", text: "Successfully" },
      terminal: { number: "98120001", id: "67e34d63-102f-4bd1-898e-370781d0074d" },
      accountId: null,
      description: "order 205218074",
      language: "RU",
      data: SAMPLE.data,
      card: {
        mask: { first: "400303", last: "9821" },
        ...{ brand: "VISA", issuer: "Казкоммерцбанк", secure: false, secureDetails: null },
      },
      rrn: "231951411351",
      internalReference: "67140D7DE97139A7",
      approvalCode: "170243",
      xlsRrn: null,
      payer: { name: "ARMAN ALI", email: "epay@halykbank.kz", phone: null },
      location: {
        ...{
          ip: "46.148.239.182",
          country: "Kazakhstan",
          city: null,
          region: null,
          district: null,
        },
        ...{ latitude: 55.7386, longitude: 37.6068 },
      },
    },
  });
});

describe("F-36 missing fields", () => {
  const optional = Object.keys(SAMPLE).filter((key) => !["invoiceID", "statusName"].includes(key));

  test.each([undefined, null, ""])("a field of %j counts as missing and is no fault", (nothing) => {
    for (const key of optional) {
      const { payment: read_, flags } = payment({ [key]: nothing, statusName: "CHARGE" });
      const stated = { amount: "amount", currency: "currency", createdDate: "createdAt" };
      const field = Object.entries(stated).find(([theirs]) => theirs === key)?.[1];
      const notStated = flags.filter(({ code }) => code === "not_stated");
      expect(notStated).toEqual(field ? [{ code: "not_stated", field }] : []);
      expect(JSON.stringify(read_)).not.toContain("undefined");
    }
  });

  test("fast-check: any subset may be missing", () => {
    fc.assert(
      fc.property(fc.subarray(optional), fc.constantFrom(undefined, null, ""), (keys, nothing) => {
        const changes = Object.fromEntries(keys.map((key) => [key, nothing]));
        const said = read(JSON.stringify({ resultCode: "100", transaction: charge(changes) }));
        expect(said.kind).toBe("paid");
        const missing = ["amount", "currency", "createdDate"].filter((key) => keys.includes(key));
        expect(said.flags.filter(({ code }) => code === "not_stated")).toHaveLength(missing.length);
      }),
    );
  });

  test("invoice number and state alone are a payment", () => {
    const bare = { invoiceID: SAMPLE.invoiceID, statusName: "NEW" };
    expect(read(JSON.stringify({ resultCode: 100, transaction: bare }))).toMatchObject({
      kind: "in_progress",
      payment: { statusName: "NEW", amount: null, currency: null, createdAt: null },
    });
  });
});

describe("F-50 currency is never assumed", () => {
  test.each([["USD"], ["kzt"], ["ТЕНГЕ"], ["???"]])("keeps %s unchanged", (currency) => {
    expect(payment({ currency }).payment.currency).toBe(currency);
  });
  test("keeps 398 as text", () => {
    expect(payment({ currency: 398 }).payment.currency).toBe("398");
  });
  test.each([[true], [{}], [["KZT"]]])("%j is not stated", (currency) => {
    const { payment: read_, flags } = payment({ currency });
    expect(read_.currency).toBeNull();
    expect(flags).toContainEqual({ code: "not_stated", field: "currency" });
  });
});

describe("F-52 texts are sanitized", () => {
  test.each([
    ["NUL", "a\0b", "a\ufffdb"],
    ["a lone surrogate", "a\ud800b", "a\ufffdb"],
    ["emoji", "👩‍👧", "👩‍👧"],
    ["right-to-left override", "\u202eabc", "\u202eabc"],
    ["HTML", "<script>alert(1)</script>", "<script>alert(1)</script>"],
    ["a line end", "a\r\nb", "a\r\nb"],
  ])("%s", (_name, written, kept) => {
    expect(payment({ description: written }).payment.description).toBe(kept);
  });

  test.each([
    ["description", "description", 1_000],
    ["name", "payer.name", 1_000],
    ["data", "data", 10_000],
  ])("%s is truncated, and a flag has its length", (key, field, longest) => {
    const { payment: read_, flags } = payment({ [key]: "я".repeat(longest + 1) });
    expect(flags).toEqual([{ code: "text_cut", field, count: longest + 1 }]);
    expect(JSON.stringify(read_)).toContain(`"${"я".repeat(longest)}"`);
    expect(payment({ [key]: "я".repeat(longest) }).flags).toEqual([]);
  });

  test("truncation splits no surrogate pair", () => {
    const written = `${"x".repeat(999)}👩`;
    expect(payment({ description: written }).payment.description).toBe("x".repeat(999));
  });

  test("a mebibyte of combining marks is cut like any text", () => {
    const { payment: read_ } = payment({ name: `e${"\u0301".repeat(300_000)}` });
    expect(read_.payer.name).toHaveLength(1_000);
  });

  test.each([[true], [{ a: 1 }], [["x"]]])("F-53 %j in a text field is null", (value) => {
    const { payment: read_ } = payment({ description: value, data: value, name: value });
    expect([read_.description, read_.data, read_.payer.name]).toEqual([null, null, null]);
  });

  test("a number in a text field is its digits", () => {
    const { payment: read_ } = payment({ terminal: 98120001, reasonCode: 0, approvalCode: 70243 });
    expect(read_).toMatchObject({
      terminal: { number: "98120001" },
      reason: { code: "0" },
      approvalCode: "70243",
    });
  });
});

describe("identity and state", () => {
  test.each(["charge", " CHARGE", "CHARGE ", "Charge", "CHARGE\0", "СHARGE", "PAID"])(
    "F-37 F-46 the state %j is unknown and shown unchanged",
    (statusName) => {
      const said = read(JSON.stringify(answer({ statusName })));
      expect(said).toMatchObject({ kind: "unknown", class: "may_change" });
      expect(said.statusName).toBe(statusName.replace("\0", "\ufffd"));
    },
  );

  test("another terminal's id is flagged; other letter case or no id is not", () => {
    const other = "67e34d63-102f-4bd1-898e-370781d0074e";
    expect(payment({ terminalID: other }).flags).toEqual([
      { code: "other_terminal", field: "terminal.id", raw: other },
    ]);
    expect(payment({ terminalID: SAMPLE.terminalID.toUpperCase() }).flags).toEqual([]);
    expect(payment({ terminalID: undefined }).flags).toEqual([]);
  });

  test.each([
    [true, true],
    ["true", true],
    ["yes", true],
    ["YES", true],
    [false, false],
    ["false", false],
    ["no", false],
    [1, null],
    ["1", null],
    [null, null],
    [["true"], null],
    [{ toString: 1 }, null],
  ])("F-56 secure %j is %j", (secure, kept) => {
    expect(payment({ secure }).payment.card.secure).toBe(kept);
  });

  test.each([
    ["4003030000000029", { first: "400303", last: "0029" }, true],
    ["40030300****0029", { first: "400303", last: "0029" }, true],
    ["4003....9821", { first: "4003", last: "9821" }, false],
    ["****9821", { first: "", last: "9821" }, false],
    ["VISA", null, false],
    [null, null, false],
  ])("F-54 P-01 cardMask %j", (cardMask, mask, isCut) => {
    const { payment: read_, flags } = payment({ cardMask });
    expect(read_.card.mask).toEqual(mask);
    expect(flags).toEqual(isCut ? [{ code: "card_mask_cut", field: "card.mask" }] : []);
  });

  test.each([
    [43.2567, 76.9286, 43.2567, 76.9286],
    [0, 0, 0, 0],
    ["43.2567", "76.9286", 43.2567, 76.9286],
    [999, -181, null, null],
    [null, "east", null, null],
    [true, [], null, null],
    [1.123456789, 1e-7, 1.123457, 0],
  ])("F-55 latitude %j, longitude %j", (ipLatitude, ipLongitude, latitude, longitude) => {
    const { location } = payment({ ipLatitude, ipLongitude }).payment;
    expect([location.latitude, location.longitude]).toEqual([latitude, longitude]);
  });

  test.each(["2001:db8::1", "10.0.0.1, 46.148.239.182", "shop.example.kz", "x"])(
    "F-55 ip %s is text",
    (ip) => {
      expect(payment({ ip }).payment.location.ip).toBe(ip);
    },
  );

  test("unknown keys of answer and transaction are counted together", () => {
    const said = read(JSON.stringify({ ...answer({ fee: 1, qr: null }), extra: {} }));
    expect(said.flags).toEqual([{ code: "unknown_fields", count: 3 }]);
  });
});

describe("a full refund whose bonuses are missing", () => {
  const refund = { statusName: "REFUND", amount: 0, payoutAmount: 22.22, orgAmount: 22.22 };
  const said = (amountBonus: unknown) => read(JSON.stringify(answer({ ...refund, amountBonus })));

  test.each([undefined, null, ""])("%j: not stated, and full", (nothing) => {
    expect(said(nothing)).toMatchObject({ kind: "refunded", class: "closed", extent: "full" });
    expect(said(nothing).flags).toEqual([{ code: "not_stated", field: "bonus" }]);
  });

  test("in a form that cannot be read: how much came back is unclear", () => {
    expect(said("some")).toMatchObject({ kind: "refunded", extent: "unknown" });
  });
});
