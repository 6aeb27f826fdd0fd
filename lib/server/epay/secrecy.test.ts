import { inspect } from "node:util";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { answer, SAMPLE, transaction } from "#testing/bank/sample-answer.ts";
import {
  body,
  hang,
  INVOICE,
  json,
  type Reply,
  raw,
  reset,
  ScriptedBank,
  SECRET,
  TERMINAL,
  token,
} from "#testing/bank/scripted-bank.ts";

let bank: ScriptedBank;
beforeEach(async () => {
  bank = await new ScriptedBank().open();
});
afterEach(() => bank.close());

const TOKEN = "canary-token";
const CARD_ID = "canary-card-id";
const BODY = "canary-body";

/** Everything that a logger, a debugger or a serializer could print of the value. */
function everythingIn(value: unknown): string {
  return inspect(value, { depth: 50, showHidden: true, getters: true }) + JSON.stringify(value);
}

function expectNoSecretIn(value: unknown): void {
  const text = everythingIn(value);
  for (const canary of [SECRET, TOKEN, CARD_ID, BODY]) expect(text).not.toContain(canary);
}

const withCardId = answer({ cardID: CARD_ID, statusName: "CHARGE" });

describe("no secret leaves the client", () => {
  test.each<[string, Reply, Reply]>([
    ["a good answer", token(), json(withCardId)],
    ["cardID beside another code", token(), json({ ...withCardId, resultCode: "102" })],
    ["cardID as an object", token(), json(answer({ cardID: { value: CARD_ID } }))],
    ["another invoice", token(), json(answer({ invoiceID: "1", cardID: CARD_ID }))],
    ["token refused by the status service", token(), body(`${TOKEN} ${BODY}`, { status: 401 })],
    ["token echoed in an error page", token(), body(`<p>${TOKEN}</p>`, { status: 500 })],
    [
      "a redirect with the token",
      token(),
      body("", { status: 302, headers: { location: `/?t=${TOKEN}` } }),
    ],
    ["a body that is no JSON", token(), body(`{"${BODY}"`)],
    ["a body that is no HTTP", token(), raw(`${BODY} ${TOKEN}\r\n`, "hold")],
    ["a body cut off", token(), raw(`HTTP/1.1 200 OK\r\ncontent-length: 999\r\n\r\n${BODY}`)],
    ["a reset", token(), reset],
    ["silence", token(), hang],
    ["credentials echoed", body(`bad secret ${SECRET}`, { status: 401 }), hang],
    ["a token answer that is unreadable", json({ access_token: `${TOKEN} `, note: SECRET }), hang],
    ["a token answer that is no HTTP", raw(`${TOKEN}\r\n`, "hold"), hang],
    ["a token service that breaks off", reset, hang],
  ])("%s", async (_name, tokenReply, statusReply) => {
    bank.onToken(tokenReply);
    bank.onStatus(statusReply);
    const client = bank.client({ limits: { headersMs: 40 } });
    expectNoSecretIn(await client.status({ invoiceId: INVOICE, terminalId: TERMINAL }));
    expectNoSecretIn(bank.events);
    expectNoSecretIn(client);
  });

  test("not with an error of the caller or a cancellation", async () => {
    const client = bank.client();
    const errors = await Promise.all([
      client
        .status({ invoiceId: BODY.repeat(9), terminalId: "t" })
        .catch((error: unknown) => error),
      client.status({ invoiceId: "1", terminalId: `${SECRET} ` }).catch((error: unknown) => error),
      client
        .status({ invoiceId: "1", terminalId: "t", signal: AbortSignal.abort() })
        .catch((error: unknown) => error),
    ]);
    for (const error of errors) {
      expect(error).toBeInstanceOf(Error);
      expectNoSecretIn(error);
    }
  });
});

describe("P-02 a card number in any text of the bank is removed", () => {
  const CARD = "4003030000000022";
  /** 16 digits with a valid check digit: the canary in four spellings. */
  const spellings = [
    CARD,
    CARD.replace(/(?<=^(?:.{4})+)(?!$)/g, " "),
    CARD.replace(/(?<=^(?:.{4})+)(?!$)/g, "\u00a0"),
    CARD.replace(/\d/g, (digit) => String.fromCharCode(0xff10 + Number(digit))),
  ];
  const fields = [...Object.keys(SAMPLE), "secureDetails"].filter(
    (key) => !["invoiceID", "cardID"].includes(key),
  );
  const digitsIn = (value: unknown) =>
    everythingIn(value)
      .normalize("NFKC")
      .replace(/[^\d•.*]/g, "");

  test.each(fields)("in %s", async (field) => {
    for (const spelling of spellings) {
      for (const written of [
        spelling,
        `card ${spelling} of the payer`,
        JSON.stringify({ pan: spelling }),
      ]) {
        bank.onToken(token());
        bank.onStatus(json(answer({ [field]: written })));
        expect(digitsIn([await bank.ask(), bank.events])).not.toContain(CARD);
      }
    }
  });

  test.each(fields)("as a number in %s", async (field) => {
    bank.onStatus(json(answer({ [field]: Number(CARD) })));
    expect(digitsIn(await bank.ask())).not.toContain(CARD);
  });

  test.each([
    ["JSON escapes", JSON.stringify({ pan: CARD }).replace(/4/g, "\\u0034")],
    ["a tab written as an escape", `{"pan":"${CARD.replace(/(.{4})(?=.)/g, "$1\\t")}"}`],
    ["percent escapes", `pan=${CARD.replace(/4/g, "%34")}&order=1`],
  ])("hidden by %s in data", async (_how, data) => {
    bank.onStatus(json(answer({ data })));
    const said = await bank.ask();
    expect(digitsIn(said)).not.toContain(CARD);
    expect(decodeURIComponent(said.payment?.data ?? "")).not.toContain(CARD);
    expect(said.flags.map(({ code }) => code)).toContain("card_number_removed");
  });

  test("in the result message, in an unknown code, in an unknown key", async () => {
    bank.onStatus(json({ resultCode: CARD, resultMessage: CARD, [CARD]: CARD }));
    const said = await bank.ask();
    expect(digitsIn(said)).not.toContain(CARD);
    expect(said.flags.filter(({ code }) => code === "card_number_removed")).toHaveLength(2);
  });

  test("but UUIDs of digits and the invoice number of the question are kept", async () => {
    const uuid = "40030300-0000-0022-0000-000000000000";
    const invoiceId = "123456789012347";
    bank.onStatus(json(answer({ id: uuid, statusID: uuid, invoiceID: invoiceId })));
    expect(await bank.ask({}, invoiceId)).toMatchObject({
      payment: { bankId: uuid, statusId: uuid, invoiceId },
    });
  });

  test("P-03 card verification codes, PINs and track data in the merchant's data are removed", async () => {
    const data = JSON.stringify({ order: 7, cvv: "987", card: { pin: 4711, track2: [BODY] } });
    bank.onStatus(json(answer({ data })));
    const said = await bank.ask();
    expectNoSecretIn(said);
    expect(said.payment?.data).toBe('{"order":7,"cvv":null,"card":{"pin":null,"track2":null}}');
    expect(said.flags).toContainEqual({ code: "card_number_removed", field: "data", count: 3 });
  });
});

describe("I1 no statement that the bank did not make", () => {
  test("fast-check: the client answers for any values of the fields, and paid means CHARGE", async () => {
    const client = bank.client({ limits: { backoffBaseMs: 0 } });
    const value = fc.oneof(
      fc.constantFrom<unknown>(
        ...Object.values(SAMPLE),
        "CHARGE",
        "charge",
        " CHARGE",
        null,
        undefined,
        "",
      ),
      fc.jsonValue({ maxDepth: 2 }),
      fc.string({ unit: "binary" }),
    );
    const keys = fc.constantFrom(...Object.keys(SAMPLE));
    await fc.assert(
      fc.asyncProperty(fc.dictionary(keys, value, { maxKeys: 6 }), async (changes) => {
        const sent = transaction(changes);
        bank.onStatus(json({ resultCode: "100", transaction: sent }));
        const said = await client.status({ invoiceId: INVOICE, terminalId: TERMINAL });
        if (said.kind === "paid")
          expect(sent).toMatchObject({ statusName: "CHARGE", invoiceID: INVOICE });
        if (said.payment) expect(said.payment.statusName).toBe(said.statusName);
        expectNoSecretIn(said);
      }),
      { numRuns: 300 },
    );
  });
});
