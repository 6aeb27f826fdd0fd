import { describe, expect, test } from "vitest";
import { namesIn, practice, read, refused } from "#testing/settings.ts";

describe("the bank's addresses (A-46)", () => {
  test.each([
    ["test", "test-epay-oauth.epayment.kz/oauth2/token", "test-epay-api.epayment.kz"],
    ["test-old", "testoauth.homebank.kz/epay2/oauth2/token", "testepay.homebank.kz/api"],
    ["production", "epay-oauth.homebank.kz/oauth2/token", "epay-api.homebank.kz"],
  ])("%s has the published pair of addresses", (environment, token, api) => {
    const settings = read({ EPAY_ENVIRONMENT: environment });
    expect(settings.environment).toBe(environment);
    expect(settings.epay).toMatchObject({ tokenUrl: `https://${token}`, apiUrl: `https://${api}` });
  });

  test("each can be set, and the other comes from the preset", () => {
    const apiUrl = "https://gateway.example.kz/epay";
    expect(read({ EPAY_API_URL: apiUrl }).epay).toMatchObject({
      tokenUrl: "https://epay-oauth.homebank.kz/oauth2/token",
      apiUrl,
    });
  });

  test("practice has no preset and requires both", () => {
    for (const missing of ["EPAY_TOKEN_URL", "EPAY_API_URL"]) {
      expect(refused({ ...practice, [missing]: undefined }).join()).toContain(missing);
    }
    expect(refused(practice)).toEqual([]);
  });

  test.each([
    ...["https://bank.example.kz", "https://epay-api.homebank.kz", "http://10.0.0.1"],
    ...["http://0.0.0.0", "http://127.0.0.1.example.kz", "http://127.0.0.1@bank.example.kz"],
  ])("practice allows a bank on this machine only, not %s", (elsewhere) => {
    for (const name of ["EPAY_TOKEN_URL", "EPAY_API_URL"]) {
      expect(namesIn(refused({ ...practice, [name]: elsewhere }))).toEqual([name]);
    }
  });

  test.each(["test", "test-old", "production"])(
    "%s allows https, and http to this machine only",
    (name) => {
      const environment = { EPAY_ENVIRONMENT: name };
      for (const url of [
        "http://canary.example.kz",
        "ftp://canary.kz",
        "localhost:3000",
        "file:///x",
      ]) {
        expect(namesIn(refused({ ...environment, EPAY_API_URL: url }))).toEqual(["EPAY_API_URL"]);
        expect(namesIn(refused({ ...environment, EPAY_TOKEN_URL: url }))).toEqual([
          "EPAY_TOKEN_URL",
        ]);
      }
      expect(refused({ ...environment, EPAY_API_URL: "http://localhost:8080" })).toEqual([]);
    },
  );

  test.each([
    ["production", "https://test-epay-api.epayment.kz"],
    ["production", "https://testepay.homebank.kz/api"],
    ["production", "https://TESTEPAY.homebank.kz:443/"],
    ["test", "https://epay-api.homebank.kz"],
    ["test", "https://testepay.homebank.kz/api"],
    ["test-old", "https://epay-api.homebank.kz/"],
  ])("%s refuses %s, which belongs to another environment", (environment, url) => {
    for (const name of ["EPAY_TOKEN_URL", "EPAY_API_URL"]) {
      expect(namesIn(refused({ EPAY_ENVIRONMENT: environment, [name]: url }))).toEqual([name]);
    }
  });

  test.each(["https://epay-api.homebank.kz", "https://epay-api.homebank.kz/"])(
    "%s is the whole address",
    (url) => expect(refused({ EPAY_API_URL: url })).toEqual([]),
  );

  test.each([
    ["production", "https://epay-api.homebank.kz/check-status/payment/transaction"],
    ["production", "https://epay-api.homebank.kz/api"],
    ["test-old", "https://testepay.homebank.kz"],
    ["test", "http://127.0.0.1:4500/check-status/payment/transaction/"],
    ["test", "https://gateway.example.kz/epay/check-status"],
  ])("%s: a path that would be doubled is refused by name: %s", (environment, url) => {
    const problems = refused({ EPAY_ENVIRONMENT: environment, EPAY_API_URL: url });
    expect(namesIn(problems)).toEqual(["EPAY_API_URL"]);
  });

  test.each(["?x=1", "#x", "?", "#", "/?"])("must not contain a query or fragment: %s", (end) => {
    for (const name of ["EPAY_TOKEN_URL", "EPAY_API_URL"]) {
      expect(namesIn(refused({ ...practice, [name]: `http://127.0.0.1:1${end}` }))).toEqual([name]);
    }
  });

  test("the token service may have no path", () => {
    expect(refused({ ...practice, EPAY_TOKEN_URL: "http://127.0.0.1:1" })).toEqual([]);
  });

  test("must not contain a name or password", () => {
    const url = "https://canary:canary@epay-api.homebank.kz";
    expect(namesIn(refused({ EPAY_API_URL: url }))).toEqual(["EPAY_API_URL"]);
  });
});

describe("the address of Anyqta", () => {
  test.each(["https://a.example.kz", "https://a.example.kz/", "https://A.example.kz:8443"])(
    "%s is one",
    (url) => expect(refused({ NEXTAUTH_URL: url })).toEqual([]),
  );

  test.each(["/canary", "/canary/", "/?canary", "/#canary", "/?", "//"])(
    "with %s behind the host it is refused in words",
    (rest) => {
      const problems = refused({ NEXTAUTH_URL: `https://a.example.kz${rest}` });
      expect(problems).toEqual([expect.stringMatching(/^NEXTAUTH_URL: .*host name of its own/)]);
    },
  );

  test("with a user name it is refused", () => {
    const url = "https://canary:canary@a.example.kz";
    expect(namesIn(refused({ NEXTAUTH_URL: url }))).toEqual(["NEXTAUTH_URL"]);
  });
});

describe("the address of the database", () => {
  test.each([
    ...["postgres://u@h/d", "postgresql://u:p%23%2F%3F%40@h:5432/d", "postgres://u:p@h"],
    ...["postgres:///d?host=/run/postgresql", "postgres://u@localhost:5432/d?host=%2Ftmp%2Fx"],
    ...["postgres://u:my pass@h/d", "postgres://u:my@pass@h/d", "postgres://u@[::1]/d"],
  ])("%s is one", (url) => {
    expect(read({ DATABASE_URL: url }).database).toEqual({ url });
  });

  // Without letters the first part of the password reads as a port.
  test.each(["canary#p", "canary/p", "canary?p", "12#canary", "12/canary", "12?canary"])(
    "the password %s has to be escaped, which is said",
    (password) => {
      const url = `postgres://anyqta:${password}@127.0.0.1/anyqta`;
      expect(refused({ DATABASE_URL: url })).toEqual([
        expect.stringMatching(/^DATABASE_URL: .*%23 %2F %3F/),
      ]);
    },
  );
});

test.each([
  ["production", true],
  ["test", false],
] as const)(
  "%s refuses a name that resolves to a private address: %s (F-02)",
  (environment, publicOnly) => {
    expect(read({ EPAY_ENVIRONMENT: environment }).epay.publicOnly).toBe(publicOnly);
  },
);

test("a proxy is read in capitals or small letters, and must be a whole address", () => {
  const proxy = { url: "http://user:canary@proxy.example.kz:3128", except: ".example.kz" };
  const given = { HTTPS_PROXY: proxy.url, NO_PROXY: proxy.except };
  expect(read(given).proxy).toEqual(proxy);
  expect(read({ https_proxy: proxy.url, no_proxy: proxy.except }).proxy).toEqual(proxy);
  expect(read().proxy).toBeNull();
  expect(namesIn(refused({ HTTPS_PROXY: "canary:3128" }))).toEqual(["HTTPS_PROXY"]);
});

describe("the shop", () => {
  test.each([
    ["SHOP_NAME", `canary ${"x".repeat(60)}`],
    ["SHOP_NAME", "canary\nshop"],
    ["SHOP_NAME", "canary \u202eshop"],
    ["SHOP_PHONE", "canary"],
    ["SHOP_PHONE", "+7 727 000 00 00 canary"],
    ["SHOP_PHONE", "+7 727 000 00 00 00 00 00"],
    ["SHOP_ORDER_URL", "https://canary.example.kz/orders"],
    ["SHOP_ORDER_URL", "http://canary.example.kz/{invoice}"],
    ["SHOP_ORDER_URL", "javascript:canary({invoice})"],
    ["SHOP_ORDER_URL", "https://canary{invoice}.example.kz/"],
    ["SHOP_ORDER_URL", "https://canary:{invoice}/"],
    ["SHOP_ORDER_URL", "https://canary:canary@example.kz/{invoice}"],
    ["SHOP_ORDER_URL", "canary/{invoice}"],
    ["HOLD_DAYS", "0"],
    ["HOLD_DAYS", "61"],
    ["HOLD_DAYS", "canary"],
  ])("a wrong %s (%s) is named and not repeated", (name, value) => {
    expect(namesIn(refused({ [name]: value }))).toEqual([name]);
  });

  test("may keep its orders on this machine over http", () => {
    const local = "http://127.0.0.1:8080/orders/{invoice}?from=anyqta#pay";
    expect(read({ SHOP_ORDER_URL: local }).shop.orderUrl).toBe(local);
  });
});

test.each([
  ["test", "https://test-epay.epayment.kz/login"],
  ["test-old", "https://test-epay.homebank.kz/login"],
  ["production", "https://epay.homebank.kz/login"],
])("the cabinet of %s is %s", (environment, address) => {
  expect(read({ EPAY_ENVIRONMENT: environment }).epay.cabinetUrl).toBe(address);
  expect(read(practice).epay.cabinetUrl).toBeNull();
});
