import { readFileSync } from "node:fs";
import { asc, gt } from "drizzle-orm";
import { URI } from "otpauth";
import { afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import type { Person } from "#lib/server/actor.ts";
import { currentHead } from "#lib/server/audit/chain/head.ts";
import { readSettings, settings } from "#lib/server/config/settings.ts";
import type { Database } from "#lib/server/db/client.ts";
import { audit } from "#lib/server/db/schema/audit.ts";
import { addPerson, personByEmail } from "#lib/server/people/accounts.ts";
import { hasFactor } from "#lib/server/people/factors/has-factor.ts";
import { link } from "#lib/server/people/identities.ts";
import { countTry } from "#lib/server/people/lockout.ts";
import { setUp } from "#lib/server/people/password/change.ts";
import { resumeSessions } from "#lib/server/people/sessions/sessions.ts";
import { useEmptyDatabase } from "#testing/databases/test-database.ts";
import { sampleClaims, sampleSso } from "#testing/oidc.ts";
import { inSession, prove } from "#testing/proofs.ts";
import { signInWithIdentity as signInBySso } from "./oidc/sign-in.ts";
import { beginEnrolment, confirmEnrolment } from "./second-factor/second-factor.ts";
import { codeAt } from "./second-factor/totp.ts";
import { byPassword, signInBy } from "./sign-in.ts";

vi.mock("#lib/server/people/lockout.ts", { spy: true });
vi.mock("#lib/server/people/factors/has-factor.ts", { spy: true });

const by = { ip: "127.0.0.1", userAgent: "test", requestId: "TESTTEST22" };
const password = "a long sentence only I know";

let db: Database;
beforeAll(async () => {
  db = (await useEmptyDatabase()).db;
});
afterEach(() => {
  vi.useRealTimers();
  use({});
});

/** Changes the settings of this process. */
function use(changes: Record<string, string>): void {
  Object.assign(settings(), readSettings({ ...process.env, ...changes }));
}

let serial = 0;
async function clerk(): Promise<Person> {
  serial += 1;
  const email = `auth${serial}@example.kz`;
  const token = await addPerson(db, { email, role: "clerk" });
  await setUp(db, { token, password, repeat: password, origin: by });
  return personByEmail(db, email);
}

const signIn = ({ email }: Person, given: { password?: string; code?: string } = {}) =>
  signInBy(by, () => byPassword({ email, password, code: "", ...given }, by));

describe("a person without a second factor must enrol one (P-21)", () => {
  /** Every setting of `.env.example` with another value than its default. */
  const OTHER = {
    EPAY_CLIENT_ID: "another",
    EPAY_CLIENT_SECRET: "another",
    EPAY_TERMINALS: "web=1",
    EPAY_SCOPE: "payment",
    EPAY_TOKEN_ENCODING: "urlencoded",
    EPAY_TOKEN_URL: "http://127.0.0.1:1/token",
    EPAY_API_URL: "http://127.0.0.1:1",
    SHOP_NAME: "Another",
    SHOP_PHONE: "+7 727 000 00 00",
    SHOP_ORDER_URL: "https://shop.example.kz/{invoice}",
    HOLD_DAYS: "1",
    NEXTAUTH_URL: "https://anyqta.example.kz",
    NEXTAUTH_SECRET: "x".repeat(32),
    AUDIT_KEY: "y".repeat(32),
    AUDIT_KEYS_BEFORE: "z".repeat(32),
    FACTOR_KEY: "w".repeat(32),
    AUDIT_SHIP_TO: "syslog://127.0.0.1",
    OWN_ADDRESSES: "203.0.113.10",
    HARMLESS_DATA_KEYS: "order",
    HTTPS_PROXY: "http://127.0.0.1:1",
    NO_PROXY: "example.kz",
    ALLOW_UNSAFE_NODE: "1",
    PCI_MODE: "1",
    OIDC_ISSUER: sampleSso().issuer,
    OIDC_CLIENT_ID: "another",
    OIDC_CLIENT_SECRET: "another",
    OIDC_NAME: "another",
    OIDC_HOSTS: "id.example.kz",
    OIDC_SCOPE: "openid",
    OIDC_ROLE_CLAIM: "role",
    OIDC_ROLE_MAP: "clerk=clerk",
    OIDC_NEW_PEOPLE: "yes",
    OIDC_TRUST_EMAIL: "yes",
    OIDC_SECOND_FACTOR: "mfa",
    HOST: "0.0.0.0",
    PORT: "80",
    METRICS_PORT: "9464",
    METRICS_HOST: "0.0.0.0",
    TRUSTED_PROXIES: "1",
    DATABASE_URL: "postgres://127.0.0.1/other",
    DATA_DIR: "./other",
    DISPLAY_TIME_ZONE: "UTC",
    RETENTION_DAYS: "1",
    LOG_LEVEL: "debug",
    LIMIT_LOOK_UPS_PER_MINUTE: "1",
    LIMIT_SEARCHES_PER_MINUTE: "1",
    LIMIT_LISTS_PER_MINUTE: "1",
    LIMIT_PERSONAL_SEARCHES_PER_MINUTE: "1",
    LIMIT_PERSONAL_MISSES_PER_MINUTE: "1",
    LIMIT_EXPORTS_PER_MINUTE: "1",
    LIMIT_PASSWORDS_PER_MINUTE: "1",
    LIMIT_VISITS_PER_MINUTE: "1",
    LIMIT_SIGN_INS_PER_MINUTE: "1",
    LIMIT_ALL_SIGN_INS_PER_MINUTE: "1",
    LIMIT_OPENINGS_PER_MINUTE: "1",
    LIMIT_REVEALS_PER_MINUTE: "7",
    LIMIT_REVEALS_PER_DAY: "7",
    LIMIT_REQUESTS_OF_ONE_PER_MINUTE: "1",
    LIMIT_REQUESTS_PER_MINUTE: "1",
  };
  const UNKNOWN = { SECOND_FACTOR: "off", MFA: "0", DISABLE_2FA: "1", NODE_ENV: "development" };

  /** Whether they must after a sign-in by password and by single sign-on. */
  async function mustEnrol(changes: Record<string, string>) {
    use({});
    const person = await clerk();
    await link(db, { issuer: sampleSso().issuer, subject: person.email }, person.id);
    use(changes);
    const here = await signIn(person);
    const claims = sampleClaims({ sub: person.email, role: "clerk", amr: ["pwd"] });
    const bySso = await signInBySso(db, { claims, sso: settings().sso ?? sampleSso(), by });
    const ids = [here?.sessionId ?? "", bySso.sessionId];
    const sessions = await resumeSessions(db, ids, { active: true });
    return sessions.map((session) => session?.mustEnrol);
  }

  test.each(["test", "test-old", "production"])(
    "%s, with any other settings",
    async (environment) => {
      for (const others of [{}, OTHER, UNKNOWN, { ...OTHER, ...UNKNOWN }]) {
        const preset = { EPAY_TOKEN_URL: "", EPAY_API_URL: "" };
        const changes = { ...preset, ...others, EPAY_ENVIRONMENT: environment };
        expect(await mustEnrol(changes)).toEqual([true, true]);
      }
    },
  );

  test("not in practice", async () => {
    expect(await mustEnrol({})).toEqual([false, false]);
  });

  test("this test changes every setting", () => {
    const example = readFileSync(".env.example", "utf8");
    const names = [...example.matchAll(/^#?([A-Z_]+)=/gm)].map(([, name = ""]) => name);
    const named = names.filter((name) => !name.endsWith("_FILE") && name !== "EPAY_ENVIRONMENT");
    expect(Object.keys(OTHER).sort()).toEqual(named.sort());
  });
});

/** Enrols an app; returns a function for the current code, and a recovery code. */
async function enrol(person: Person) {
  const { actor } = await inSession(db, person);
  await prove(db, actor, { name: "app_set" });
  const { secret } = URI.parse((await beginEnrolment(db, actor)).uri);
  const codeNow = () => codeAt(secret.base32, Math.floor(Date.now() / 30_000));
  const [recovery = ""] = (await confirmEnrolment(db, actor, codeNow())) ?? [];
  vi.setSystemTime(Date.now() + 30_000);
  return { codeNow, recovery };
}

test("a sign-in counts one attempt and looks for a second factor once, right or wrong", async () => {
  vi.useFakeTimers({ toFake: ["Date"] });
  const [person, other] = [await clerk(), await clerk()];
  const { codeNow, recovery } = await enrol(person);
  const given = [{ code: codeNow() }, { code: recovery }, { code: "000000" }];
  for (const [who, each] of [[other, {}] as const, ...given.map((one) => [person, one] as const)]) {
    vi.clearAllMocks();
    await signIn(who, each);
    expect(countTry).toHaveBeenCalledTimes(1);
    expect(hasFactor).toHaveBeenCalledTimes(1);
  }
});

test("the audit log records the factor of each sign-in, and refusals (A-64)", async () => {
  const person = await clerk();
  vi.useFakeTimers({ toFake: ["Date"] });
  const before = await currentHead(db);
  await signIn(person);
  const { codeNow, recovery } = await enrol(person);
  for (const code of [codeNow(), recovery, "000000"]) await signIn(person, { code });
  await signIn(person, { password: "wrong" });
  const rows = await db
    .select()
    .from(audit)
    .where(gt(audit.id, before?.id ?? 0))
    .orderBy(asc(audit.id));
  expect(rows.map(({ event, success, detail }) => [event, success, detail.way])).toEqual([
    ["session.started", true, "password"],
    ["factor.enrolled", true, undefined],
    ["session.started", true, "code"],
    ["recovery.used", true, undefined],
    ["session.started", true, "recovery"],
    ["factor.refused", false, undefined],
    ["session.refused", false, undefined],
  ]);
});
