import { describe, expect, onTestFinished, test } from "vitest";
import { type PracticeBankOptions, startPracticeBank } from "../server.ts";
import { ask, askToken, read, readP2p, tokenOf } from "../test-shop.ts";
import {
  FOREIGN_TERMINAL_ID,
  PRACTICE_CLIENT_SECRET,
  PRACTICE_TERMINALS,
  WRONG_TERMINAL_ID,
} from "./credentials.ts";

async function start(options: PracticeBankOptions = {}) {
  const bank = await startPracticeBank(options);
  onTestFinished(() => bank.stop());
  return bank;
}

describe("a token is given", () => {
  test.each(["multipart", "urlencoded"] as const)("for a %s form", async (encoding) => {
    const bank = await start();
    const { status, text } = await askToken(bank, {}, encoding);
    expect(status).toBe(200);
    expect(JSON.parse(text)).toEqual({
      access_token: expect.stringMatching(/^[\w-]{22}$/),
      expires_in: 7200,
      refresh_token: "",
      scope: " webapi usermanagement email_send verification statement statistics payment",
      token_type: "Bearer",
    });
    expect(Object.keys(JSON.parse(text))[0]).toBe("access_token");
  });

  test("with a secret that holds dashes and an ampersand, in both encodings", async () => {
    const clientSecret = "--odd&secret=1%\r\n--";
    const bank = await start({ clientSecret });
    for (const encoding of ["multipart", "urlencoded"] as const) {
      expect((await askToken(bank, { client_secret: clientSecret }, encoding)).status).toBe(200);
      expect((await askToken(bank, {}, encoding)).status).toBe(401);
    }
  });

  test("of its own for each request", async () => {
    const bank = await start();
    expect(await tokenOf(bank)).not.toBe(await tokenOf(bank));
  });

  test.each([0, -1, "1200", 604800])("with expires_in %j when so set", async (expiresIn) => {
    const bank = await start({ expiresIn });
    expect(JSON.parse((await askToken(bank)).text).expires_in).toBe(expiresIn);
  });

  test("without expires_in when so set", async () => {
    const bank = await start({ expiresIn: null });
    expect(JSON.parse((await askToken(bank)).text)).not.toHaveProperty("expires_in");
  });
});

describe("a token is refused", () => {
  test.each([
    ["a wrong secret", { client_secret: "wrong" }, 401, "invalid_client"],
    ["no secret", { client_secret: null }, 401, "invalid_client"],
    ["a wrong client", { client_id: "someone" }, 401, "invalid_client"],
    ["another grant", { grant_type: "password" }, 400, "unsupported_grant_type"],
    ["no grant", { grant_type: null }, 400, "unsupported_grant_type"],
  ])("for %s", async (_what, fields, status, error) => {
    const bank = await start();
    const answered = await askToken(bank, fields);
    expect(answered.status).toBe(status);
    expect(JSON.parse(answered.text).error).toBe(error);
    expect(answered.text).not.toContain(PRACTICE_CLIENT_SECRET);
  });

  test.each([
    ["JSON", "application/json", "{}", 415],
    ["no type", "", "grant_type=client_credentials", 415],
    ["a broken multipart form", "multipart/form-data; boundary=x", "--y\r\n", 400],
    ["a multipart form without boundary", "multipart/form-data", "x", 400],
    ["a huge form", "application/x-www-form-urlencoded", `a=${"x".repeat(200_000)}`, 413],
  ])("for %s", async (_what, type, body, status) => {
    const bank = await start();
    const headers = { "content-type": type };
    const response = await fetch(bank.tokenUrl, { method: "POST", headers, body });
    expect(response.status).toBe(status);
    expect((await askToken(bank)).status).toBe(200);
  });
});

describe("the terminal of the token decides the status answer", () => {
  test.each([
    ["no terminal", null, "104"],
    ["an empty terminal", "", "104"],
    ["a terminal that does not exist", WRONG_TERMINAL_ID, "106"],
    ["a terminal that is no UUID", "98120001", "106"],
    ["another shop's terminal", FOREIGN_TERMINAL_ID, "109"],
  ])("%s", async (_what, terminal, code) => {
    const bank = await start();
    const token = await tokenOf(bank, terminal);
    const answer = read(await ask(bank, "10000101", { token }));
    expect(answer).toMatchObject({ resultCode: code, transaction: null });
    const p2p = readP2p(await ask(bank, "10001003", { token, service: "p2p" }));
    expect(p2p.result.code).toBe(code);
  });

  test("each of the shop's terminals is accepted, in either letter case", async () => {
    const bank = await start();
    for (const { id } of PRACTICE_TERMINALS) {
      const token = await tokenOf(bank, id.toUpperCase());
      expect(read(await ask(bank, "10000801", { token })).resultCode).toBe("103");
    }
  });
});

describe("a status request is refused with 401", () => {
  test("without a token, with an unknown one, with another scheme", async () => {
    const bank = await start();
    const url = `${bank.apiUrl}/check-status/payment/transaction/10000101`;
    expect((await fetch(url)).status).toBe(401);
    for (const authorization of ["Bearer unknown", "Bearer", "Basic dGVzdA==", "Bearer a b"]) {
      const response = await fetch(url, { headers: { authorization } });
      expect(response.status, authorization).toBe(401);
      expect(await response.text()).toBe("Unauthorized");
    }
  });

  test("after the lifetime of the token, whatever expires_in said", async () => {
    let at = 0;
    const bank = await start({ now: () => at, tokenLifeSeconds: 60, expiresIn: 7200 });
    const token = await tokenOf(bank);
    at = 59_999;
    expect((await ask(bank, "10000101", { token })).status).toBe(200);
    at = 60_000;
    expect((await ask(bank, "10000101", { token })).status).toBe(401);
    expect((await ask(bank, "10000101")).status).toBe(200);
  });

  test("when newer tokens have evicted it", async () => {
    const bank = await start();
    const token = await tokenOf(bank);
    for (let batch = 0; batch < 20; batch += 1) {
      await Promise.all(Array.from({ length: 50 }, () => askToken(bank, {}, "urlencoded")));
    }
    expect((await ask(bank, "10000101", { token })).status).toBe(401);
  });
});
