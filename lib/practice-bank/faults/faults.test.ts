import { gunzipSync } from "node:zlib";
import { describe, expect, onTestFinished, test } from "vitest";
import { SCENARIOS } from "../scenarios.ts";
import { type PracticeBankOptions, startPracticeBank } from "../server.ts";
import { type Answered, ask, askToken, read, readP2p, tokenOf } from "../test-shop.ts";
import { BODY_FAULTS, CONTENT_FAULTS, type FaultName, PAGE_FAULTS, TOKEN_FAULTS } from "./names.ts";
import { REDIRECT_PATH } from "./page.ts";

async function start(options: PracticeBankOptions = {}) {
  const bank = await startPracticeBank(options);
  onTestFinished(() => bank.stop());
  return bank;
}

function invoiceOf(fault: FaultName): string {
  const scenario = SCENARIOS.find((one) => one.fault === fault);
  if (scenario === undefined) throw new Error(`no invoice practises ${fault}`);
  return scenario.invoice;
}

/** What each faulty answer must show, besides its HTTP status. */
type Check = (answered: Answered, invoice: string) => void;

const holds =
  (text: string, type = "application/json"): Check =>
  (answered) => {
    expect(answered.text).toContain(text);
    expect(answered.headers["content-type"]).toContain(type);
  };

const twice =
  (key: string): Check =>
  ({ text }) => {
    expect(text.split(`"${key}":`)).toHaveLength(3);
    expect(() => JSON.parse(text)).not.toThrow();
  };

const empty: Check = ({ bytes }) => expect(bytes).toHaveLength(0);
const readsAs = (value: unknown): Check => {
  return ({ text }) => expect(JSON.parse(text)).toEqual(value);
};
const transactionIs = (value: unknown): Check => {
  return (answered) =>
    expect(read(answered)).toMatchObject({ resultCode: "100", ...Object(value) });
};

const ANSWERS = new Map<FaultName, readonly [number, Check]>([
  ["400-json-102", [400, holds('"resultCode":"102"')]],
  ["400-no-json", [400, holds("Bad Request", "text/plain")]],
  ["403", [403, holds("<html>", "text/html")]],
  ["404", [404, holds("<html>", "text/html")]],
  ["408", [408, empty]],
  ["429", [429, ({ headers }) => expect(headers["retry-after"]).toBe("20")]],
  ["500", [500, holds("Internal Server Error")]],
  ["502-html", [502, holds("<html>", "text/html")]],
  ["503", [503, ({ headers }) => expect(headers).not.toHaveProperty("retry-after")]],
  ["503-retry-after", [503, ({ headers }) => expect(headers["retry-after"]).toBe("30")]],
  ["204", [204, empty]],
  ["empty-200", [200, empty]],
  ["redirect", [302, ({ headers }) => expect(headers.location).toBe(REDIRECT_PATH)]],
  ["html-200", [200, holds("<html>", "text/html")]],
  ["truncated-json", [200, ({ text }) => expect(() => JSON.parse(text)).toThrow(SyntaxError)]],
  [
    "invalid-utf8",
    [
      200,
      ({ bytes, text }) => {
        expect(() => new TextDecoder("utf-8", { fatal: true }).decode(bytes)).toThrow(TypeError);
        expect(() => JSON.parse(text)).not.toThrow();
      },
    ],
  ],
  [
    "gzip",
    [
      200,
      ({ bytes, headers }, invoice) => {
        expect(headers["content-encoding"]).toBe("gzip");
        expect(JSON.parse(gunzipSync(bytes).toString()).transaction.invoiceID).toBe(invoice);
      },
    ],
  ],
  [
    "gzip-bomb",
    [
      200,
      ({ bytes, headers }) => {
        expect(headers["content-encoding"]).toBe("gzip");
        expect(bytes.length).toBeLessThan(300_000);
        expect(() => gunzipSync(bytes, { maxOutputLength: 199 * 1_048_576 })).toThrow(RangeError);
      },
    ],
  ],
  ["wrong-content-type", [200, holds('"resultCode":"100"', "text/html")]],
  ["duplicate-amount", [200, twice("amount")]],
  ["duplicate-status", [200, twice("statusName")]],
  [
    "deep-nesting",
    [200, ({ text }) => expect(text).toContain(`${"[".repeat(200_000)}${"]".repeat(200_000)}`)],
  ],
  [
    "oversize",
    [
      200,
      ({ bytes, text }) => {
        expect(bytes.length).toBeGreaterThan(1_048_576);
        expect(() => JSON.parse(text)).not.toThrow();
      },
    ],
  ],
  ["array", [200, ({ text }) => expect(JSON.parse(text)).toHaveLength(1)]],
  ["null", [200, readsAs(null)]],
  ["string", [200, readsAs(expect.any(String))]],
  ["transaction-null", [200, transactionIs({ transaction: null })]],
  ["transaction-empty", [200, ({ text }) => expect(JSON.parse(text).transaction).toEqual({})]],
  ["transaction-absent", [200, readsAs({ resultCode: "100", resultMessage: "SUCCESS" })]],
  [
    "status-missing",
    [200, (answered) => expect(read(answered).transaction).not.toHaveProperty("statusName")],
  ],
  [
    "other-invoice",
    [200, transactionIs({ transaction: { invoiceID: "10000999", statusName: "CHARGE" } })],
  ],
  [
    "numeric-invoice",
    [
      200,
      (answered, invoice) => {
        expect(read(answered).transaction?.invoiceID).toBe(Number(invoice));
        expect(answered.text).not.toContain(`"invoiceID":"${invoice}"`);
      },
    ],
  ],
]);

const FAULTY_ANSWERS = [...PAGE_FAULTS, ...BODY_FAULTS, ...CONTENT_FAULTS];

function check(fault: FaultName, answered: Answered, invoice: string): void {
  const [status, peculiar] = ANSWERS.get(fault) ?? [];
  expect(answered.status).toBe(status);
  peculiar?.(answered, invoice);
}

describe.each(FAULTY_ANSWERS)("fault %s", (fault) => {
  test("of an invoice affects that invoice only", async () => {
    const bank = await start();
    const token = await tokenOf(bank);
    const invoice = invoiceOf(fault);
    check(fault, await ask(bank, invoice, { token }), invoice);
    expect(read(await ask(bank, "10000101", { token })).transaction?.statusName).toBe("CHARGE");
  });

  test("of the whole bank affects every number, until it is ended", async () => {
    const bank = await start({ fault });
    const token = await tokenOf(bank);
    for (const invoice of ["000123456", "777777"]) {
      check(fault, await ask(bank, invoice, { token }), invoice);
    }
    bank.setFault(null);
    expect(read(await ask(bank, "10000101", { token })).resultCode).toBe("100");
  });

  test("of the whole bank affects the p2p service too", async () => {
    const bank = await start({ fault });
    const answered = await ask(bank, "10001003", { service: "p2p" });
    expect(answered.status).toBe(ANSWERS.get(fault)?.[0]);
    expect(answered.text).not.toContain('"resultCode"');
  });
});

test("a corrupted p2p answer keeps the envelope of its service", async () => {
  const bank = await start({ fault: "other-invoice" });
  const { result, transaction } = readP2p(await ask(bank, "10001003", { service: "p2p" }));
  expect(result.code).toBe("100");
  expect(transaction.p2p?.invoiceID).toBe("10000999");
});

test("a redirect that is followed is counted and leads nowhere", async () => {
  const bank = await start({ fault: "redirect" });
  const headers = { authorization: `Bearer ${await tokenOf(bank)}` };
  const url = `${bank.apiUrl}/check-status/payment/transaction/10000101`;
  expect((await fetch(url, { headers, redirect: "manual" })).status).toBe(302);
  expect(bank.calls.other).toBe(0);
  expect((await fetch(url, { headers })).status).toBe(404);
  expect(bank.calls.other).toBe(1);
});

describe("fault 401-once", () => {
  test("revokes the token, and a new one works", async () => {
    const bank = await start({ fault: "401-once" });
    const token = await tokenOf(bank);
    expect((await ask(bank, "10000101", { token })).status).toBe(401);
    expect((await ask(bank, "10000102", { token })).status).toBe(401);
    for (let turn = 0; turn < 2; turn += 1) {
      expect(read(await ask(bank, "10000101")).transaction?.statusName).toBe("CHARGE");
    }
  });

  test("of an invoice repeats after a minute", async () => {
    let at = 0;
    const bank = await start({ now: () => at });
    const invoice = invoiceOf("401-once");
    expect((await ask(bank, invoice)).status).toBe(401);
    at = 59_999;
    expect((await ask(bank, invoice)).status).toBe(200);
    at = 60_000;
    expect((await ask(bank, invoice)).status).toBe(401);
    expect((await ask(bank, invoice)).status).toBe(200);
  });
});

test.each(["by invoice", "for the whole bank"])("fault 401-always, %s", async (how) => {
  const bank = await start(how === "by invoice" ? {} : { fault: "401-always" });
  for (let turn = 0; turn < 3; turn += 1) {
    expect((await ask(bank, invoiceOf("401-always"))).status).toBe(401);
  }
});

describe("faults of the token service", () => {
  const ANSWERED = TOKEN_FAULTS.filter((fault) => fault !== "token-hang");

  function checkToken(fault: FaultName, { status, text, headers }: Answered): void {
    if (fault === "token-500") expect(status).toBe(500);
    else if (fault === "token-401") expect(status).toBe(401);
    else expect(status).toBe(200);
    if (fault === "token-401") expect(JSON.parse(text).error).toBe("invalid_client");
    if (fault === "token-html") expect(headers["content-type"]).toContain("text/html");
    if (fault === "token-empty") expect(JSON.parse(text).access_token).toBe("");
    if (fault === "token-crlf") expect(JSON.parse(text).access_token).toContain("\r\n");
    if (fault === "token-mac") expect(JSON.parse(text).token_type).toBe("MAC");
  }

  test.each(ANSWERED)("%s of the whole bank", async (fault) => {
    const bank = await start();
    const token = await tokenOf(bank);
    bank.setFault(fault);
    checkToken(fault, await askToken(bank));
    // An earlier token stays valid: only the token service has the fault.
    expect(read(await ask(bank, "10000101", { token })).resultCode).toBe("100");
  });

  test("a refused secret concerns the number that asked, and not the next one", async () => {
    const bank = await start();
    expect((await ask(bank, invoiceOf("token-401"))).status).toBe(401);
    expect((await askToken(bank)).status).toBe(401);
    expect((await askToken(bank)).status).toBe(200);
  });

  test.each(ANSWERED)("%s of an invoice lasts three seconds on one terminal", async (fault) => {
    let at = 0;
    const bank = await start({ now: () => at });
    expect((await ask(bank, invoiceOf(fault))).status).toBe(401);
    at = 2999;
    checkToken(fault, await askToken(bank));
    expect((await askToken(bank, { terminal: null })).status).toBe(200);
    at = 3000;
    expect(read(await ask(bank, "10000101")).resultCode).toBe("100");
  });
});
