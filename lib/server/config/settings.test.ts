import { Hash } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import { z } from "zod";
import { namesIn, practice, read, refused, whole } from "#testing/settings.ts";
import { limitsOf, limitVariables } from "./rate-limits.ts";
import { SETTING_ROWS } from "./settings-table.ts";

const KEY = "k".repeat(32);

function secretFile(text: string): string {
  const folder = mkdtempSync(path.join(tmpdir(), "anyqta-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = path.join(folder, "secret");
  writeFileSync(file, text);
  return file;
}

/** The setting that names a file for this secret. */
const file = (name: string, text = KEY) => ({ [`${name}_FILE`]: secretFile(text) });

describe("missing and wrong settings (A-62)", () => {
  test("only six settings have no default", () => {
    const { epay, database, app, ...others } = read();
    expect(epay).toMatchObject({
      clientId: "shop-canary-id",
      encoding: "multipart",
      scope: "webapi usermanagement email_send verification statement statistics payment",
    });
    expect(epay.clientSecret()).toBe(whole.EPAY_CLIENT_SECRET);
    expect(database).toEqual({ dataDir: "./data" });
    expect(app).toEqual({
      url: new URL(whole.NEXTAUTH_URL),
      secret: whole.NEXTAUTH_SECRET,
      host: "127.0.0.1",
      port: 3000,
    });
    expect(others).toEqual({
      keys: { audit: whole.NEXTAUTH_SECRET, auditBefore: [], factors: whole.NEXTAUTH_SECRET },
      sso: null,
      shop: { name: null, phone: null, orderUrl: null, holdDays: null },
      limits: limitsOf(z.object(limitVariables).parse({})),
      proxy: null,
      trustedProxies: 0,
      ownAddresses: [],
      harmlessDataKeys: new Set(),
      auditShipTo: null,
      metrics: null,
      pciMode: false,
      allowUnsafeNode: false,
      environment: "production",
      displayTimeZone: "Asia/Almaty",
      retentionDays: 180,
      logLevel: "info",
    });
  });

  test("every other setting can be set", () => {
    const settings = read({
      EPAY_SCOPE: "payment",
      EPAY_TOKEN_ENCODING: "urlencoded",
      SHOP_NAME: " Дүкен «Айна» ",
      SHOP_PHONE: "+7 (727) 000-00-00",
      SHOP_ORDER_URL: "https://shop.example.kz/admin/#/orders?id={invoice}",
      HOLD_DAYS: "7",
      AUDIT_KEY: "a".repeat(32),
      AUDIT_KEYS_BEFORE: `${"b".repeat(32)},${"c".repeat(32)}`,
      FACTOR_KEY: "d".repeat(32),
      AUDIT_SHIP_TO: "syslogs://logs.example.kz:6514",
      METRICS_PORT: "9464",
      METRICS_HOST: "10.0.0.5",
      PCI_MODE: "1",
      ALLOW_UNSAFE_NODE: "1",
      DATABASE_URL: "postgresql://anyqta@db/anyqta",
      DATA_DIR: "/var/lib/anyqta",
      HOST: "0.0.0.0",
      PORT: "8080",
      DISPLAY_TIME_ZONE: "Asia/Aqtau",
      RETENTION_DAYS: "30",
      HARMLESS_DATA_KEYS: "Order, sku",
      LOG_LEVEL: "warn",
    });
    expect(settings).toMatchObject({
      epay: { scope: "payment", encoding: "urlencoded" },
      shop: {
        name: "Дүкен «Айна»",
        phone: "+7 (727) 000-00-00",
        orderUrl: "https://shop.example.kz/admin/#/orders?id={invoice}",
        holdDays: 7,
      },
      keys: {
        audit: "a".repeat(32),
        auditBefore: ["b".repeat(32), "c".repeat(32)],
        factors: "d".repeat(32),
      },
      database: { url: "postgresql://anyqta@db/anyqta" },
      app: { host: "0.0.0.0", port: 8080 },
      auditShipTo: new URL("syslogs://logs.example.kz:6514"),
      metrics: { host: "10.0.0.5", port: 9464 },
      pciMode: true,
      allowUnsafeNode: true,
      displayTimeZone: "Asia/Aqtau",
      retentionDays: 30,
      harmlessDataKeys: new Set(["order", "sku"]),
      logLevel: "warn",
    });
    expect(read({ DATA_DIR: "/x" }).database).toEqual({ dataDir: "/x" });
  });

  test.each(Object.keys(whole))(
    "without %s the start fails with an error that names it",
    (name) => {
      expect(namesIn(refused({ [name]: undefined }))).toEqual([name]);
      expect(namesIn(refused({ [name]: "" }))).toEqual([name]);
    },
  );

  test("one error names all missing settings", () => {
    const nothing = Object.fromEntries(Object.keys(whole).map((name) => [name, undefined]));
    expect(namesIn(refused(nothing)).sort()).toEqual(Object.keys(whole).sort());
  });

  test.each([
    ["EPAY_ENVIRONMENT", "staging-canary"],
    ["EPAY_TOKEN_URL", "canary"],
    ["EPAY_TOKEN_URL", "http://canary.example.kz"],
    ["EPAY_API_URL", "canary"],
    ["EPAY_API_URL", "http://canary.example.kz"],
    ["EPAY_TOKEN_ENCODING", "canary"],
    ["EPAY_TERMINALS", "canary"],
    ["EPAY_CLIENT_SECRET_FILE", "/no/canary"],
    ["DATABASE_URL", "mysql://canary"],
    ["DATABASE_URL", "canary"],
    ["NEXTAUTH_URL", "canary"],
    ["NEXTAUTH_URL", "ftp://canary.example.kz"],
    ["NEXTAUTH_SECRET", "canary-too-short"],
    ["AUDIT_KEY", "canary-too-short"],
    ["AUDIT_KEYS_BEFORE", `${"canary".repeat(6)},canary-too-short`],
    ["FACTOR_KEY", "canary-too-short"],
    ["PORT", "canary"],
    ["PORT", "0"],
    ["PORT", "99999"],
    ["PORT", "80.5"],
    ["AUDIT_SHIP_TO", "canary.log"],
    ["AUDIT_SHIP_TO", "https://canary.kz"],
    ["AUDIT_SHIP_TO", "syslog://canary:canary@logs.kz"],
    ["AUDIT_SHIP_TO", "file://canary/log"],
    ["PCI_MODE", "canary"],
    ["ALLOW_UNSAFE_NODE", "canary"],
    ["DISPLAY_TIME_ZONE", "canary/zone"],
    ["RETENTION_DAYS", "0"],
    ["RETENTION_DAYS", "3651"],
    ["RETENTION_DAYS", "canary"],
    ["LOG_LEVEL", "canary"],
  ])("the error for a wrong %s (%s) names it and does not contain the value", (name, value) => {
    expect(namesIn(refused({ [name]: value }))).toEqual([name]);
  });

  test("one error names several wrong settings", () => {
    const wrong = { PORT: "canary", LOG_LEVEL: "canary", EPAY_TERMINALS: "canary" };
    expect(namesIn(refused(wrong)).sort()).toEqual(Object.keys(wrong).sort());
    const refusedLater = {
      EPAY_CLIENT_SECRET: "",
      EPAY_API_URL: "http://canary.example.kz",
      NODE_TLS_REJECT_UNAUTHORIZED: "0",
    };
    expect(namesIn(refused(refusedLater)).sort()).toEqual(Object.keys(refusedLater).sort());
  });
});

describe("production", () => {
  test("refuses the published client of the bank", () => {
    expect(namesIn(refused({ EPAY_CLIENT_ID: "test" }))).toEqual(["EPAY_CLIENT_SECRET"]);
    expect(refused({ EPAY_CLIENT_ID: "test", EPAY_ENVIRONMENT: "test" })).toEqual([]);
  });

  test("refuses the published secret of the bank, also from a file", () => {
    // The secret itself is not in our sources: a placeholder gets its hash.
    const source = readFileSync(path.join(import.meta.dirname, "bank.ts"), "utf8");
    const [published = ""] = /\b[\da-f]{64}\b/.exec(source) ?? [];
    expect(refused({})).toEqual([]);
    vi.spyOn(Hash.prototype, "digest").mockReturnValue(published);
    expect(namesIn(refused({}))).toEqual(["EPAY_CLIENT_SECRET"]);
    const inFile = {
      EPAY_CLIENT_SECRET: undefined,
      EPAY_CLIENT_SECRET_FILE: secretFile("canary\n"),
    };
    expect(namesIn(refused(inFile))).toEqual(["EPAY_CLIENT_SECRET"]);
    expect(refused({ EPAY_ENVIRONMENT: "test" })).toEqual([]);
  });

  test("needs https, except on this machine", () => {
    const address = "http://anyqta.example.kz";
    expect(namesIn(refused({ NEXTAUTH_URL: address }))).toEqual(["NEXTAUTH_URL"]);
    expect(refused({ NEXTAUTH_URL: "http://localhost:3000" })).toEqual([]);
    expect(refused({ NEXTAUTH_URL: address, EPAY_ENVIRONMENT: "test" })).toEqual([]);
  });
});

test.each(["practice", "test", "test-old", "production"])(
  "%s does not start without certificate checks",
  (environment) => {
    const changes = { ...(environment === "practice" && practice), EPAY_ENVIRONMENT: environment };
    expect(namesIn(refused({ ...changes, NODE_TLS_REJECT_UNAUTHORIZED: "0" }))).toEqual([
      "NODE_TLS_REJECT_UNAUTHORIZED",
    ]);
    expect(refused({ ...changes, NODE_TLS_REJECT_UNAUTHORIZED: "1" })).toEqual([]);
  },
);

describe("secrets", () => {
  test("the client secret can be read from a file, which takes precedence", () => {
    const file = secretFile(" from-a-file\r\n");
    const fromFile = { EPAY_CLIENT_SECRET: undefined, EPAY_CLIENT_SECRET_FILE: file };
    expect(read(fromFile).epay.clientSecret()).toBe("from-a-file");
    expect(read({ EPAY_CLIENT_SECRET_FILE: file }).epay.clientSecret()).toBe("from-a-file");
  });

  test("a replaced file is read at the next use; with an empty or missing one the secret stays (P-25)", () => {
    const file = secretFile("first\n");
    const { clientSecret } = read({ EPAY_CLIENT_SECRET_FILE: file }).epay;
    const heard = ["first", "second", "", "third"].map((text) => {
      writeFileSync(file, text);
      return clientSecret();
    });
    rmSync(file);
    expect([...heard, clientSecret()]).toEqual(["first", "second", "second", "third", "third"]);
  });

  test("a missing or empty file is refused, also with the secret itself in another variable", () => {
    for (const file of ["/no/canary", tmpdir(), secretFile(" \n")]) {
      expect(namesIn(refused({ EPAY_CLIENT_SECRET_FILE: file }))).toEqual([
        "EPAY_CLIENT_SECRET_FILE",
      ]);
    }
  });

  test.each([
    ["NEXTAUTH_SECRET", () => read(file("NEXTAUTH_SECRET")).app.secret, KEY],
    ["AUDIT_KEY", () => read(file("AUDIT_KEY")).keys.audit, KEY],
    ["AUDIT_KEYS_BEFORE", () => read(file("AUDIT_KEYS_BEFORE")).keys.auditBefore, [KEY]],
    ["FACTOR_KEY", () => read(file("FACTOR_KEY")).keys.factors, KEY],
    [
      "DATABASE_URL",
      () => read(file("DATABASE_URL", "postgres://a:b@c/d")).database,
      { url: "postgres://a:b@c/d" },
    ],
  ])(
    "%s is read from its file, and a missing file is refused also with a value beside it",
    (name, get, value) => {
      expect(get()).toEqual(value);
      const lost = { [name]: KEY, [`${name}_FILE`]: "/no/canary" };
      expect(namesIn(refused(lost))).toEqual([`${name}_FILE`]);
    },
  );

  test("every secret of the table, and no other setting, can be read from a file", () => {
    const secrets = SETTING_ROWS.filter(({ secret }) => secret).map(({ name }) => name);
    expect(secrets.sort()).toEqual([
      "AUDIT_KEY",
      "AUDIT_KEYS_BEFORE",
      "DATABASE_URL",
      "EPAY_CLIENT_SECRET",
      "FACTOR_KEY",
      "NEXTAUTH_SECRET",
      "OIDC_CLIENT_SECRET",
    ]);
    expect(read({ PORT_FILE: secretFile("8080") }).app.port).toBe(3000);
  });

  test("the session key must have 32 bytes, counted as bytes and not as characters", () => {
    expect(namesIn(refused({ NEXTAUTH_SECRET: "x".repeat(31) }))).toEqual(["NEXTAUTH_SECRET"]);
    expect(refused({ NEXTAUTH_SECRET: "x".repeat(32) })).toEqual([]);
    expect(namesIn(refused({ NEXTAUTH_SECRET: "ә".repeat(15) }))).toEqual(["NEXTAUTH_SECRET"]);
    expect(refused({ NEXTAUTH_SECRET: "ә".repeat(16) })).toEqual([]);
  });
});
