import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { SCENARIOS } from "../scenarios.ts";
import { type PracticeBank, startPracticeBank } from "../server.ts";
import { ask, read, readP2p, tokenOf } from "../test-shop.ts";
import { FOREIGN_TERMINAL_ID, PRACTICE_TERMINALS } from "../token/credentials.ts";

/** Invoice, result code and state at the first request, with the terminal of the payment. */
const EXPECTED = `
205218074 100 REFUND
10000101 100 CHARGE | 10000102 100 AUTH | 10000103 100 CANCEL | 10000104 100 CANCEL_OLD
10000105 100 CHARGE | 10000106 100 CHARGE | 10000107 100 CHARGE | 10000108 100 CHARGE
10000109 100 VERIFIED | 10000110 100 CHARGE | 10000111 100 CHARGE | 10000112 100 SETTLING
10000113 100 charge | 10000114 100 ·CHARGE· | 10000115 100 CHARGE | 10000116 100 CHARGE
10000117 100 CHARGE | 10000118 100 CHARGE | 10000119 100 CHARGE | 10000120 100 CHARGE
10000121 100 CHARGE | 10000122 100 CHARGE | 10000123 100 CHARGE | 10000124 100 CHARGE
10000201 100 FAILED | 10000202 100 FAILED | 10000203 100 REJECT | 10000204 100 FAILED
10000205 100 FAILED | 10000206 100 FAILED | 10000207 100 FAILED | 10000208 100 FAILED
10000209 100 FAILED | 10000210 100 FAILED | 10000211 100 FAILED | 10000212 100 FAILED
10000213 100 FAILED | 10000214 100 3D | 10000215 100 FAILED | 10000216 101 -
10000217 101 CHARGE | 10000218 100 REJECT | 10000219 100 FAILED | 10000220 100 FAILED
10000221 100 REJECT | 10000222 100 FAILED | 10000223 100 3D
10000301 100 NEW | 10000302 100 NEW | 10000303 107 - | 10000304 102 -
10000305 100 NEW | 10000306 100 FINGERPRINT | 10000307 107 - | 10000308 100 AUTH
10000309 100 CHARGE | 10000310 107 NEW | 10000311 100 FAILED | 10000312 100 CHARGE
10000313 103 -
10000401 100 REFUND | 10000402 100 REFUND | 10000403 100 REFUND | 10000404 100 REFUND
10000405 100 REFUND | 10000406 100 REFUND | 10000407 100 REFUND | 10000408 100 REFUND
10000409 100 REFUND | 10000410 100 REFUND | 10000411 100 REFUND | 10000412 100 REFUND
10000501 100 CHARGE | 10000502 100 CHARGE | 10000503 100 CHARGE | 10000504 100 CHARGE
10000505 100 CHARGE | 10000506 100 CHARGE | 10000507 100 CHARGE | 10000508 100 CHARGE
10000509 100 CHARGE | 10000510 100 CHARGE | 10000511 100 CHARGE | 10000512 100 CHARGE
10000513 100 CHARGE | 10000514 100 CHARGE | 10000515 100 CHARGE | 10000516 100 CHARGE
10000601 100 CHARGE | 10000602 100 CHARGE | 10000603 100 CHARGE | 10000604 100 CHARGE
10000605 100 CHARGE | 10000606 100 CHARGE | 10000607 100 CHARGE | 10000608 100 CHARGE
10000609 100 CHARGE | 10000610 100 CHARGE
10000701 100 CHARGE | 10000702 100 CHARGE | 10000703 100 CHARGE | 10000704 100 CHARGE
10000705 100 CHARGE | 10000706 100 CHARGE | 10000707 100 CHARGE | 10000708 100 CHARGE
10000709 100 CHARGE | 10000710 100 CHARGE | 10000711 100 CHARGE | 10000712 100 CHARGE
10000713 100 CHARGE | 10000714 100 CHARGE | 10000715 100 CHARGE | 10000716 100 CHARGE
10000717 100 CHARGE
10000801 103 - | 10000802 104 - | 10000803 106 - | 10000804 109 -
10000805 105 - | 10000806 999 - | 10000807 102 - | 10000808 102 -
10000809 100 CHARGE | 10000810 0100 CHARGE | 10000811 null CHARGE | 10000812 100 CHARGE
10001001 100 CHARGE | 10001002 100 AUTH | 10001003 102 - | 10001004 102 -
10001005 102 - | 10001006 100 CHARGE | 10001007 100 CHARGE
000123456 100 CHARGE | 20251231000012345 100 CHARGE | SHOP-2025-A17 100 CHARGE
`
  .split(/[|\n]/)
  .map((cell) => cell.trim().split(" "))
  .filter((cell) => cell.length === 3);

let bank: PracticeBank;
const tokens = new Map<string, string>();

beforeAll(async () => {
  bank = await startPracticeBank();
  for (const { alias, id } of PRACTICE_TERMINALS) tokens.set(alias, await tokenOf(bank, id));
});
afterAll(() => bank.stop());

async function askAt(terminal: string, invoice: string) {
  return read(await ask(bank, invoice, { token: tokens.get(terminal) ?? "" }));
}

async function payment(invoice: string): Promise<Record<string, unknown>> {
  const { transaction } = await askAt("main", invoice);
  if (!transaction) throw new Error(`${invoice} has no transaction`);
  return transaction;
}

describe("every scenario", () => {
  test("has an expectation here, except the faults", () => {
    const healthy = SCENARIOS.filter(({ fault }) => fault === undefined);
    expect(EXPECTED.map(([invoice]) => invoice)).toEqual(healthy.map(({ invoice }) => invoice));
  });

  test.each(EXPECTED)("%s answers %s %s", async (invoice = "", code, name) => {
    const terminal = SCENARIOS.find((one) => one.invoice === invoice)?.terminal ?? "main";
    const answer = await askAt(terminal === "any" ? "main" : terminal, invoice);
    expect(String(answer.resultCode)).toBe(code);
    const statusName = answer.transaction?.statusName;
    expect(typeof statusName === "string" ? statusName.replaceAll(" ", "·") : "-").toBe(name);
    if (answer.transaction) expect(answer.transaction.invoiceID).toBe(invoice);
  });
});

describe("particular answers", () => {
  test("the sample of the bank is answered with the same keys in the same order", async () => {
    const { text } = await ask(bank, "205218074", { token: tokens.get("main") ?? "" });
    expect(text).toBe(
      [
        '{"resultCode":"100","resultMessage":"SUCCESS","transaction":{',
        '"id":"af2089fe-43b1-47eb-a61f-c78dd196e18d",',
        '"createdDate":"2022-11-15T03:52:17.289853+06:00","invoiceID":"205218074",',
        '"amount":12.22,"amountBonus":0,"payoutAmount":10,"orgAmount":22.22,',
        '"approvalCode":"170243",',
        String.raw`"data":"{\"custom_id\":\"2023.03.10-15:03:58\",\"email\":\"epay@halykbank.kz\",`,
        String.raw`\"deal_number\":\"1111111\",\"offer_code\":\"1111111\",\"sum\":33900}",`,
        '"currency":"KZT","terminal":"98120001",',
        '"terminalID":"67e34d63-102f-4bd1-898e-370781d0074d","accountID":"",',
        '"description":"order 205218074","language":"RU","cardMask":"400303...9821",',
        '"cardType":"VISA","issuer":"Казкоммерцбанк","reference":"231951411351",',
        '"reason":"Successfully","reasonCode":"00","intReference":"67140D7DE97139A7",',
        '"secure":false,"statusID":"5bbb7dd5-4691-41ee-a6a5-755a3d23a218",',
        '"statusName":"REFUND","name":"ARMAN ALI","email":"epay@halykbank.kz","phone":"",',
        '"cardID":"e8a09f98-04b4-71a6-e053-1d1a000aa0d2","xlsRRN":"","ip":"46.148.239.182",',
        '"ipCountry":"Kazakhstan","ipCity":"","ipRegion":"","ipDistrict":"",',
        '"ipLatitude":55.7386,"ipLongitude":37.6068}}',
      ].join(""),
    );
  });

  test("the bank's error sample is answered as it is printed", async () => {
    const { text } = await ask(bank, "10000216", { token: tokens.get("main") ?? "" });
    expect(text).toBe('{"resultCode":"101","resultMessage":"reject","transaction":null}');
  });

  test("a card check is no payment: amount 0 in US dollars", async () => {
    expect(await payment("10000109")).toMatchObject({ amount: 0, currency: "USD" });
  });

  test("an order of 50 is split into 15 by card and 35 bonuses", async () => {
    expect(await payment("10000105")).toMatchObject({ amount: 15, amountBonus: 35 });
  });

  test("a reason code may be a number, have a leading zero, or be absent", async () => {
    expect((await payment("10000210")).reasonCode).toBe(484);
    expect((await payment("10000211")).reasonCode).toBe("0484");
    expect(await payment("10000213")).not.toHaveProperty("reasonCode");
    expect((await payment("10000209")).reasonCode).toBe("00");
  });

  test("fields that are not stated are absent from the answer", async () => {
    const answer = await payment("10000111");
    for (const field of ["amount", "orgAmount", "currency", "createdDate"]) {
      expect(answer).not.toHaveProperty(field);
    }
    expect(await payment("10000705")).not.toHaveProperty("data");
    expect(await payment("10000505")).not.toHaveProperty("cardMask");
  });

  test("unknown fields and __proto__ are sent", async () => {
    const { text } = await ask(bank, "10000715", { token: tokens.get("main") ?? "" });
    expect(text).toContain('"__proto__":{"statusName":"CHARGE"}');
    expect(text).toContain('"loyaltyTier":"GOLD"');
  });

  test("an old payment carries +06:00, an ordinary one +05:00", async () => {
    expect((await payment("10000119")).createdDate).toMatch(/^2024-02-29T23:30.*\+06:00$/);
    expect((await payment("10000120")).createdDate).toMatch(/^2023-05-17T18:04.*\+06:00$/);
    expect((await payment("10000101")).createdDate).toMatch(/^2025-.*\+05:00$/);
  });

  test("long data are 100 kB", async () => {
    expect(String((await payment("10000706")).data)).toHaveLength(102_400);
  });

  test("code 102 may come without any field for a payment", async () => {
    const { text } = await ask(bank, "10000808", { token: tokens.get("main") ?? "" });
    expect(text).not.toContain("transaction");
  });
});

describe("terminals", () => {
  test("a payment is found only with the terminal where it was made", async () => {
    expect((await askAt("main", "10001001")).resultCode).toBe("102");
    const { transaction } = await askAt("kiosk", "10001001");
    expect(transaction).toMatchObject({
      terminal: PRACTICE_TERMINALS[1].number,
      terminalID: PRACTICE_TERMINALS[1].id,
    });
    expect((await askAt("kiosk", "10000101")).resultCode).toBe("102");
  });

  test("the terminal may be another one, or stand in another field", async () => {
    expect((await payment("10001006")).terminalID).toBe(FOREIGN_TERMINAL_ID);
    const moved = await payment("10001007");
    expect(moved).not.toHaveProperty("terminalID");
    expect(moved.terminal).toBe(PRACTICE_TERMINALS[0].id);
  });

  test.each(["123456", "99999999999999999999", "7", "order_1"])("%s is not known", async (one) => {
    expect(await askAt("main", one)).toMatchObject({ resultCode: "102", transaction: null });
  });
});

describe("the p2p service", () => {
  async function askP2p(invoice: string) {
    const token = tokens.get("main") ?? "";
    return readP2p(await ask(bank, invoice, { token, service: "p2p" }));
  }

  test("finds what the payment service does not know", async () => {
    const { result, transaction } = await askP2p("10001003");
    expect(result.code).toBe("100");
    expect(transaction.p2p).toMatchObject({ invoiceID: "10001003", statusName: "CHARGE" });
    expect(transaction.p2p).not.toHaveProperty("orgAmount");
    expect((await askP2p("10001005")).transaction.p2p?.statusName).toBe("FAILED");
  });

  test("may leave out the state, as the bank documents it", async () => {
    const { transaction } = await askP2p("10001004");
    expect(Object.keys(transaction.p2p ?? {}).at(-1)).toBe("reference");
  });

  test("does not know ordinary payments", async () => {
    const { result, transaction } = await askP2p("10000101");
    expect(result.code).toBe("102");
    expect(transaction.p2p).toBeNull();
  });
});
