import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { answer, answerWith } from "#testing/bank/sample-answer.ts";
import {
  body,
  INVOICE,
  json,
  type Reply,
  ScriptedBank,
  token,
} from "#testing/bank/scripted-bank.ts";

let bank: ScriptedBank;
beforeAll(async () => {
  bank = await new ScriptedBank().open();
});
afterAll(() => bank.close());

async function asked(reply: Reply) {
  bank.onToken(token());
  bank.onStatus(reply);
  return bank.ask();
}

const GOOD = JSON.stringify(answer({ statusName: "CHARGE", payoutAmount: 0 }));
const typed = (type: string, content: string | Buffer = GOOD) =>
  body(content, { headers: { "content-type": type } });
const utf16 = (text: string) => Buffer.from(`\ufeff${text}`, "utf16le");
/** The answer in windows-1251, which has one byte per Cyrillic letter. */
const windows1251 = Buffer.from(
  [...GOOD].map((letter) => {
    const code = letter.codePointAt(0) ?? 0;
    return code < 0x80 ? code : code - 0x350;
  }),
);

/** The good body with another text in place of one, whose characters up to \xff are single bytes. */
function damaged(text: string, other: string) {
  const [before = "", behind = ""] = GOOD.split(text);
  return body(
    Buffer.concat([Buffer.from(before), Buffer.from(other, "latin1"), Buffer.from(behind)]),
  );
}

describe("a body that cannot be trusted is retried once and then unreadable (I1)", () => {
  const nested = (depth: number) => `${'{"a":'.repeat(depth)}1${"}".repeat(depth)}`;
  test.each<[string, Reply]>([
    ["F-13 HTML with status 200", typed("text/html", "<html><body>log in</body></html>")],
    ["F-13 HTML that calls itself JSON", body("<html></html>")],
    ["F-15 nothing", body("")],
    ["F-15 blanks", body(" \r\n")],
    ["F-24 good JSON as text/html", typed("text/html")],
    ["F-25 windows-1251", typed("application/json; charset=windows-1251", windows1251)],
    ["F-25 UTF-16", body(utf16(GOOD))],
    ["F-25 one invalid byte in a key", damaged('"secure"', '"s\xffcure"')],
    ["F-25 one invalid byte in the state", damaged("CHARGE", "CHARG\xff")],
    ["F-25 one invalid byte in an identifier", damaged("231951411351", "23195141135\xff")],
    ["F-25 one invalid byte in a sum", damaged('"amount":', '"amount":\xff')],
    ["F-25 one invalid byte in an e-mail address", damaged("epay@", "epa\xff@")],
    ["F-25 four invalid bytes in a description", damaged("order 2", "o\xff\xff\xff\xffr 2")],
    ["F-30 text behind", body(`${GOOD} ok`)],
    ["F-30 two documents", body(`${GOOD}${GOOD}`)],
    ["F-30 JSONP", body(`callback(${GOOD})`)],
    ["F-30 a prefix", body(`)]}',\n${GOOD}`)],
    ["F-30 NaN", body(answerWith("amount", "NaN"))],
    ["F-30 a comment", body(`/* */${GOOD}`)],
    ["F-30 a comma at the end", body(GOOD.replace(/}}$/, ",}}"))],
    ["F-30 single quotes", body(GOOD.replaceAll('"', "'"))],
    ["F-31 null", body("null")],
    ["F-31 a list", body(`[${GOOD}]`)],
    ["F-31 a string", body('"Unauthorized"')],
    ["F-31 a bare word", body("Unauthorized")],
    ["F-31 a number", body("100")],
    ["F-31 an empty object", body("{}")],
    ["F-33 all of it under __proto__", body(`{"__proto__":${GOOD}}`)],
    ["F-34 33 levels", body(nested(33))],
    ["F-34 200 000 levels", body("[".repeat(200_000))],
    ["F-34 deep in a field nobody reads", body(GOOD.replace("{", `{"x":${nested(32)},`))],
    ["F-37 ResultCode", body(GOOD.replace("resultCode", "ResultCode"))],
    ["F-37 statusname", body(GOOD.replace("statusName", "statusname"))],
    ["F-38 code 0100", body(GOOD.replace('"100"', '"0100"'))],
    ["F-38 code with a blank before", body(GOOD.replace('"100"', '" 100"'))],
    ["F-38 code with a line end", body(GOOD.replace('"100"', '"100\\n"'))],
    ["F-38 code 100.0", body(GOOD.replace('"100"', "100.0"))],
    ["F-38 code 1e2", body(GOOD.replace('"100"', "1e2"))],
    ["F-38 code null", body(GOOD.replace('"100"', "null"))],
    ["F-38 code true", body(GOOD.replace('"100"', "true"))],
    ["F-38 code as a list", body(GOOD.replace('"100"', '["100"]'))],
    ["F-38 no code", json({ ...answer(), resultCode: undefined })],
    ["F-40 transaction null", json({ resultCode: "100", transaction: null })],
    ["F-40 transaction {}", json({ resultCode: "100", transaction: {} })],
    ["F-40 transaction []", json({ resultCode: "100", transaction: [] })],
    ["F-40 transaction a string", json({ resultCode: "100", transaction: "CHARGE" })],
    ["F-40 no transaction", json({ resultCode: "100" })],
    ["F-36 no statusName", json(answer({ statusName: undefined }))],
    ["F-46 statusName null", json(answer({ statusName: null }))],
    ["F-46 statusName empty", json(answer({ statusName: "" }))],
    ["F-46 statusName a list", json(answer({ statusName: ["CHARGE"] }))],
    ["F-36 no invoiceID", json(answer({ invoiceID: undefined }))],
    ["F-36 invoiceID null", json(answer({ invoiceID: null }))],
    ["F-36 invoiceID empty", json(answer({ invoiceID: "" }))],
    ["F-36 invoiceID a list", json(answer({ invoiceID: [INVOICE] }))],
  ])("%s", async (_name, reply) => {
    expect(await asked(reply)).toEqual({
      kind: "unreadable",
      class: "no_answer",
      fault: "not_trusted",
      ...{ extent: null, retryAt: null, resultCode: null, resultMessage: null },
      ...{ silentSince: null, said: null, statusName: null, payment: null, flags: [] },
    });
    expect(bank.statusCalls).toHaveLength(2);
  });

  test("F-29 truncated at every byte", async () => {
    const bytes = Buffer.from(GOOD);
    const client = bank.client({ limits: { backoffBaseMs: 0, callsAtOnce: 10_000 } });
    bank.onToken(token());
    bank.onStatus((response, received) =>
      body(bytes.subarray(0, Number(received.path.split("/").at(-1))))(response, received),
    );
    const cuts = Array.from(bytes.keys());
    const said = await Promise.all(
      cuts.map((cut) => client.status({ invoiceId: `${cut}`, terminalId: "t" })),
    );
    expect(new Set(said.map(({ kind, fault }) => `${kind} ${fault}`))).toEqual(
      new Set(["unreadable not_trusted"]),
    );
  });

  test("a readable second answer counts", async () => {
    bank.onToken(token());
    bank.onStatus(body("<html>"), body(GOOD));
    expect(await bank.ask()).toMatchObject({ kind: "paid" });
  });
});

describe("F-48 F-12 an answer about another invoice", () => {
  test.each([
    ["another number", '"205218075"', INVOICE],
    ["the zeros lost", '"7"', "0000007"],
    ["the zeros lost to a number", "7", "0000007"],
    ["letter case", '"ab-1"', "AB-1"],
    ["a blank", `"${INVOICE} "`, INVOICE],
    ["a float", "205218074.0", INVOICE],
    ["an exponent", "2.05218074e8", INVOICE],
  ])("%s: a fault, retried once on another connection", async (_name, written, invoice) => {
    bank.onToken(token());
    bank.onStatus(body(answerWith("invoiceID", written, { statusName: "CHARGE" })));
    expect(await bank.ask({}, invoice)).toMatchObject({
      kind: "unreadable",
      fault: "other_invoice",
      statusName: null,
      payment: null,
    });
    const [first, second, ...rest] = bank.statusCalls;
    expect(rest).toEqual([]);
    expect(second?.socket).not.toBe(first?.socket);
    await expect.poll(() => first?.socket.destroyed).toBe(true);
  });

  test("an integer with the same digits is the same invoice", async () => {
    expect(await asked(body(answerWith("invoiceID", INVOICE)))).toMatchObject({
      payment: { invoiceId: INVOICE },
    });
  });
});

describe("accepted oddities of a body", () => {
  test.each<[string, Reply]>([
    ["F-24 no content type", (response) => response.end(GOOD)],
    ["F-24 a vendor's JSON type", typed("application/vnd.halyk+json;charset=utf-8")],
    ["F-24 upper case", typed("Application/JSON")],
    ["F-25 a byte order mark", body(`\ufeff${GOOD}`)],
    ["F-25 one invalid byte in a name", damaged("ARMAN", "ARM\xffN")],
    ["F-25 a description that ends within a letter", damaged("order 205218074", "order \xd0")],
    ["F-26 encoding identity", body(GOOD, { headers: { "content-encoding": "identity" } })],
    [
      "F-28 cookies and odd headers",
      body(GOOD, { headers: { "set-cookie": "a=b", "x-odd": "1" } }),
    ],
    ["F-32 a repeated description", body(GOOD.replace('"name"', '"description":"x","name"'))],
    ["F-33 __proto__ beside", body(GOOD.replace("{", '{"__proto__":{"resultCode":"101"},'))],
    [
      "F-33 constructor beside",
      body(GOOD.replace("{", '{"constructor":{"prototype":{}},"toString":1,')),
    ],
    ["F-34 31 levels beside", body(GOOD.replace("{", `{"x":${"[".repeat(31)}${"]".repeat(31)},`))],
    ["white space around", body(` \r\n\t${GOOD}\n`)],
  ])("%s", async (_name, reply) => {
    expect(await asked(reply)).toMatchObject({ kind: "paid", statusName: "CHARGE" });
    expect(bank.statusCalls).toHaveLength(1);
  });

  test("F-25 a damaged letter of a description is replaced, and a flag says so", async () => {
    const said = await asked(damaged("order 205218074", "order \xd0"));
    expect(said.payment?.description).toBe("order \ufffd");
    expect(said.flags).toContainEqual({ code: "text_damaged", field: "description" });
  });

  test("F-28 a cookie is not sent back", async () => {
    bank.onToken(token());
    bank.onStatus(body("", { headers: { "set-cookie": "session=1" } }));
    await bank.ask();
    expect(bank.statusCalls.map(({ headers }) => headers.cookie)).toEqual([undefined, undefined]);
  });

  test("F-33 F-35 unknown keys are counted and change no prototype", async () => {
    const extra = GOOD.replace(
      '"transaction":{',
      '"fee":1,"transaction":{"qr":null,"__proto__":{"admin":1},',
    );
    const said = await asked(body(extra));
    expect(said.flags).toContainEqual({ code: "unknown_fields", count: 3 });
    expect(JSON.stringify(said)).not.toContain("admin");
    expect({}).not.toHaveProperty("admin");
  });
});

describe("F-32 repeated keys", () => {
  const keys = [
    ...["resultCode", "transaction"],
    ...["id", "invoiceID", "terminalID", "statusID", "statusName", "reasonCode"],
    ...["amount", "amountBonus", "payoutAmount", "orgAmount", "currency"],
  ];
  /** The key, and the same key with its first letter escaped. */
  const spellings = keys.flatMap((key) => {
    const escaped = `\\u00${key.charCodeAt(0).toString(16)}${key.slice(1)}`;
    return [[key, key] as const, [key, escaped] as const];
  });

  test.each(spellings)("%s, repeated as %s, with the same or another value", async (key, again) => {
    const pair = new RegExp(`"${key}":("[^"]*"|[\\d.]+)`);
    const text = key === "transaction" ? GOOD.replace("{", '{"transaction":null,') : GOOD;
    for (const value of ['"other"', "1"]) {
      const reply = text.replace(pair, (whole) => `${whole},"${again}":${value}`);
      expect(
        await asked(body(reply.replace(/"transaction":null/, `"${again}":null`))),
      ).toMatchObject({
        fault: "not_trusted",
      });
    }
  });

  test("fast-check: a second amount is never read, in any order, spelling and white space", async () => {
    const letter = fc.constantFrom<(c: string) => string>(
      (c) => c,
      (c) => `\\u00${c.charCodeAt(0).toString(16)}`,
    );
    const key = fc
      .array(letter, { minLength: 6, maxLength: 6 })
      .map((spell) => [..."amount"].map((c, at) => spell[at]?.(c) ?? c).join(""));
    const blank = fc.constantFrom("", " ", "\n\t");
    bank.onToken(token());
    const client = bank.client({ limits: { backoffBaseMs: 0, callsAtOnce: 10_000 } });
    await fc.assert(
      fc.asyncProperty(key, blank, blank, async (name, before, behind) => {
        bank.onStatus(
          body(GOOD.replace('"statusName"', `"${name}"${before}:${behind}1${before},"statusName"`)),
        );
        const said = await client.status({ invoiceId: INVOICE, terminalId: "t" });
        expect(said.fault).toBe("not_trusted");
      }),
      { numRuns: 60 },
    );
  });
});
