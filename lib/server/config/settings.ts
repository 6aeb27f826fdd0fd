import "server-only";
import { createHash } from "node:crypto";
import { z } from "zod";
import { isLoopback } from "#lib/http/loopback.ts";
import { singleton } from "#lib/server/runtime/singleton.ts";
import { SSO_ADVICE, type Sso, ssoOf, ssoVariables } from "./oidc.ts";
import { LIMIT_ADVICE, type Limits, limitsOf, limitVariables } from "./rate-limits.ts";
import { type Secret, secretSetting } from "./secret-file.ts";

/** The only reader of the environment. A wrong setting is reported by its name, never its value. */

type Environment = z.infer<typeof environmentSchema>;
const environmentSchema = z.enum(["practice", "test", "test-old", "production"]);

/** The bank's published address pairs (its pages check-status-payment and poluchenie-tokena). */
const PRESETS: Record<Exclude<Environment, "practice">, { tokenUrl: string; apiUrl: string }> = {
  test: {
    tokenUrl: "https://test-epay-oauth.epayment.kz/oauth2/token",
    apiUrl: "https://test-epay-api.epayment.kz",
  },
  "test-old": {
    tokenUrl: "https://testoauth.homebank.kz/epay2/oauth2/token",
    apiUrl: "https://testepay.homebank.kz/api",
  },
  production: {
    tokenUrl: "https://epay-oauth.homebank.kz/oauth2/token",
    apiUrl: "https://epay-api.homebank.kz",
  },
};

/** The scope list of the bank's token page. */
const DEFAULT_SCOPE = "webapi usermanagement email_send verification statement statistics payment";

/** SHA-256 of the test secret that the bank prints on its own page: refused in production. */
const PUBLISHED_TEST_SECRET = "ced8822ea540bfebd763411ab2e28fd015d748a60b1002effc1aef5b55df728d";

export interface Terminal {
  alias: string;
  id: string;
}

export interface Settings {
  environment: Environment;
  epay: {
    tokenUrl: string;
    apiUrl: string;
    clientId: string;
    clientSecret: Secret;
    scope: string;
    encoding: "multipart" | "urlencoded";
    /** No private address that a name leads to; a gateway on this machine in numbers is a choice. */
    publicOnly: boolean;
    terminals: readonly [Terminal, ...Terminal[]];
  };
  /** PostgreSQL address, or the folder of the embedded database. */
  database: { url: string } | { dataDir: string };
  app: { url: URL; secret: string; host: string; port: number };
  /** What keys are derived from; none of it stands in the database. */
  keys: { audit: string; auditBefore: readonly string[]; factors: string };
  /** Where the audit is shipped to: file:, syslog: or syslogs:. */
  auditShipTo: URL | null;
  /** Null without single sign-on. */
  sso: Sso | null;
  limits: Limits;
  /** How many reverse proxies stand in front: from so far away the visitor's address is taken. */
  trustedProxies: number;
  /** Passwords by the letter of PCI DSS 8.3.6. */
  pciMode: boolean;
  displayTimeZone: string;
  /** Days for which observations are kept. */
  retentionDays: number;
  logLevel: string;
}

/** Says which settings are missing or wrong and what to write instead; holds no value. */
export class SettingsError extends Error {
  override readonly name = "SettingsError";
  readonly problems: readonly string[];
  constructor(problems: readonly string[]) {
    super(problems.join("\n"));
    this.problems = problems;
  }
}

const variables = z.object({
  EPAY_ENVIRONMENT: environmentSchema,
  EPAY_TOKEN_URL: z.url().optional(),
  EPAY_API_URL: z.url().optional(),
  EPAY_CLIENT_ID: z.string(),
  EPAY_CLIENT_SECRET: z.string().optional(),
  EPAY_CLIENT_SECRET_FILE: z.string().optional(),
  EPAY_SCOPE: z.string().default(DEFAULT_SCOPE),
  EPAY_TOKEN_ENCODING: z.enum(["multipart", "urlencoded"]).default("multipart"),
  EPAY_TERMINALS: z
    .string()
    .regex(/^\s*[a-z0-9-]{1,32}=[^=,\s]+(\s*,\s*[a-z0-9-]{1,32}=[^=,\s]+)*\s*,?\s*$/)
    .refine(hasEachAliasOnce),
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
  DATA_DIR: z.string().default("./data"),
  NEXTAUTH_URL: z.url({ protocol: /^https?$/ }),
  NEXTAUTH_SECRET: z.string().refine(isLong),
  AUDIT_KEY: z.string().refine(isLong).optional(),
  AUDIT_KEYS_BEFORE: z
    .string()
    .default("")
    .transform((text) => text.split(",").filter((key) => key !== ""))
    .refine((keys) => keys.every(isLong)),
  AUDIT_SHIP_TO: z.string().refine(isSink).optional(),
  FACTOR_KEY: z.string().refine(isLong).optional(),
  PCI_MODE: z
    .enum(["0", "1"])
    .default("0")
    .transform((mode) => mode === "1"),
  HOST: z.string().default("127.0.0.1"),
  PORT: z.coerce.number().int().min(1).max(65_535).default(3000),
  DISPLAY_TIME_ZONE: z.string().default("Asia/Almaty").refine(isTimeZone),
  RETENTION_DAYS: z.coerce.number().int().min(1).max(3_650).default(180),
  LOG_LEVEL: z.enum(["debug", "info", "warn", "error"]).default("info"),
  ...ssoVariables,
  ...limitVariables,
});
type Variables = z.infer<typeof variables>;

/** What to write, by variable; completes "NAME: ...". */
const ADVICE: Record<keyof Variables, string> = {
  EPAY_ENVIRONMENT: "must be practice, test, test-old or production",
  EPAY_TOKEN_URL: "must be a full address, https or plain http on this machine only",
  EPAY_API_URL: "must be a full address, https or plain http on this machine only",
  EPAY_CLIENT_ID: "is missing: the client id from the bank's cabinet",
  EPAY_CLIENT_SECRET: "is missing: the client secret from the bank's cabinet",
  EPAY_CLIENT_SECRET_FILE: "names a file that cannot be read",
  EPAY_SCOPE: "must be scopes separated by blanks",
  EPAY_TOKEN_ENCODING: "must be multipart or urlencoded",
  EPAY_TERMINALS:
    "must be alias=uuid pairs separated by commas, e.g. shop=00000000-0000-0000-0000-000000000000; an alias is small letters, digits and hyphens, and no two are the same",
  DATABASE_URL: "must begin with postgres://",
  DATA_DIR: "must be a folder",
  NEXTAUTH_URL: "is missing: the address at which staff open Anyqta",
  NEXTAUTH_SECRET: "must be at least 32 bytes long; make one with: openssl rand -base64 48",
  AUDIT_KEY: "must be at least 32 bytes long",
  AUDIT_KEYS_BEFORE: "must be former keys of the audit separated by commas, each 32 bytes or more",
  AUDIT_SHIP_TO:
    "must be file:///folder/name, syslog://host:port (TCP) or syslogs://host:port (TLS)",
  FACTOR_KEY: "must be at least 32 bytes long",
  PCI_MODE: "must be 1 (passwords of 12 characters with a letter and a digit) or 0",
  HOST: "must be the address to listen on",
  PORT: "must be a port number from 1 to 65535",
  DISPLAY_TIME_ZONE: "must be an IANA time zone such as Asia/Almaty",
  RETENTION_DAYS: "must be a number of days from 1 to 3650",
  LOG_LEVEL: "must be debug, info, warn or error",
  ...SSO_ADVICE,
  ...LIMIT_ADVICE,
};

/**
 * Reads and checks the settings.
 * @throws SettingsError naming every missing or wrong variable.
 */
export function readSettings(env: Record<string, string | undefined>): Settings {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ""));
  const parsed = variables.safeParse(given);
  if (!parsed.success) {
    const names = new Set(parsed.error.issues.map((issue) => String(issue.path[0])));
    if (!given.EPAY_CLIENT_SECRET && !given.EPAY_CLIENT_SECRET_FILE) {
      names.add("EPAY_CLIENT_SECRET");
    }
    throw new SettingsError([...names].map(adviceFor));
  }
  const read = parsed.data;
  const secret = secretSetting(read.EPAY_CLIENT_SECRET, read.EPAY_CLIENT_SECRET_FILE);
  const isWanted = Object.keys(given).some((name) => name.startsWith("OIDC_"));
  const { sso, problems: ssoProblems } = ssoOf(read, { isWanted });
  const addresses = bankAddresses(read);
  const problems = [
    ...(secret === undefined
      ? [adviceFor(read.EPAY_CLIENT_SECRET_FILE ? "EPAY_CLIENT_SECRET_FILE" : "EPAY_CLIENT_SECRET")]
      : []),
    ...addressProblems(read.EPAY_ENVIRONMENT, addresses),
    ...(secret === undefined ? [] : productionProblems(read, secret())),
    ...ssoProblems,
    ...(env.NODE_TLS_REJECT_UNAUTHORIZED === "0"
      ? ["NODE_TLS_REJECT_UNAUTHORIZED: certificate checks must not be switched off"]
      : []),
  ];
  if (problems.length > 0 || !addresses || secret === undefined) throw new SettingsError(problems);
  return {
    environment: read.EPAY_ENVIRONMENT,
    epay: {
      ...addresses,
      clientId: read.EPAY_CLIENT_ID,
      clientSecret: secret,
      scope: read.EPAY_SCOPE,
      encoding: read.EPAY_TOKEN_ENCODING,
      publicOnly: read.EPAY_ENVIRONMENT === "production",
      terminals: terminals(read.EPAY_TERMINALS),
    },
    database: read.DATABASE_URL ? { url: read.DATABASE_URL } : { dataDir: read.DATA_DIR },
    app: {
      url: new URL(read.NEXTAUTH_URL),
      secret: read.NEXTAUTH_SECRET,
      host: read.HOST,
      port: read.PORT,
    },
    keys: {
      audit: read.AUDIT_KEY ?? read.NEXTAUTH_SECRET,
      auditBefore: read.AUDIT_KEYS_BEFORE,
      factors: read.FACTOR_KEY ?? read.NEXTAUTH_SECRET,
    },
    auditShipTo: read.AUDIT_SHIP_TO ? new URL(read.AUDIT_SHIP_TO) : null,
    sso,
    limits: limitsOf(read),
    trustedProxies: read.TRUSTED_PROXIES,
    pciMode: read.PCI_MODE,
    displayTimeZone: read.DISPLAY_TIME_ZONE,
    retentionDays: read.RETENTION_DAYS,
    logLevel: read.LOG_LEVEL,
  };
}

/** The settings of this process, read on first use (never while Next builds). */
export const settings: () => Settings = singleton("settings", () => readSettings(process.env));

function adviceFor(name: string): string {
  const advice = Object.entries(ADVICE).find(([key]) => key === name)?.[1];
  return `${name}: ${advice ?? "is wrong"}`;
}

function bankAddresses(read: Variables): { tokenUrl: string; apiUrl: string } | undefined {
  const preset = read.EPAY_ENVIRONMENT === "practice" ? undefined : PRESETS[read.EPAY_ENVIRONMENT];
  const tokenUrl = read.EPAY_TOKEN_URL ?? preset?.tokenUrl;
  const apiUrl = read.EPAY_API_URL ?? preset?.apiUrl;
  return tokenUrl && apiUrl ? { tokenUrl, apiUrl } : undefined;
}

function addressProblems(
  environment: Environment,
  addresses: { tokenUrl: string; apiUrl: string } | undefined,
): string[] {
  if (!addresses) {
    return [
      "EPAY_TOKEN_URL and EPAY_API_URL: both are needed in practice; `npm run demo` sets them",
    ];
  }
  const named = [
    ["EPAY_TOKEN_URL", new URL(addresses.tokenUrl)],
    ["EPAY_API_URL", new URL(addresses.apiUrl)],
  ] as const;
  return named.flatMap(([name, url]) => {
    const loopback = isLoopback(url.hostname);
    if (url.username || url.password) return [`${name}: must hold no name or password`];
    if (environment === "practice" && !loopback) {
      return [`${name}: practice may only ask a bank on this machine (127.0.0.1)`];
    }
    if (isOfOther(environment, url)) {
      return [`${name}: belongs to another EPAY_ENVIRONMENT`];
    }
    const secure = url.protocol === "https:" || (url.protocol === "http:" && loopback);
    return secure ? [] : [adviceFor(name)];
  });
}

/** Is this a host of another of the bank's environments? Real access never goes to a test host. */
function isOfOther(environment: Environment, url: URL): boolean {
  return Object.entries(PRESETS).some(
    ([name, { tokenUrl, apiUrl }]) =>
      name !== environment &&
      [tokenUrl, apiUrl].some((address) => new URL(address).hostname === url.hostname),
  );
}

function productionProblems(read: Variables, secret: string): string[] {
  if (read.EPAY_ENVIRONMENT !== "production") return [];
  const published =
    read.EPAY_CLIENT_ID === "test" ||
    createHash("sha256").update(secret).digest("hex") === PUBLISHED_TEST_SECRET;
  const address = new URL(read.NEXTAUTH_URL);
  return [
    ...(published
      ? ["EPAY_CLIENT_SECRET: the bank's published test access does not belong to production"]
      : []),
    ...(address.protocol === "https:" || isLoopback(address.hostname)
      ? []
      : ["NEXTAUTH_URL: production is served over https only"]),
  ];
}

function terminals(text: string): [Terminal, ...Terminal[]] {
  const [first, ...rest] = text
    .split(",")
    .map((pair) => pair.trim().split("="))
    .flatMap(([alias, id]) => (alias && id ? [{ alias, id }] : []));
  if (!first) throw new SettingsError([adviceFor("EPAY_TERMINALS")]);
  return [first, ...rest];
}

/** Long enough for a key? */
function isLong(secret: string): boolean {
  return Buffer.byteLength(secret) >= 32;
}

function isSink(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname, pathname, username, password } = new URL(text);
  if (username || password) return false;
  if (protocol === "file:") return hostname === "" && pathname !== "/";
  return (protocol === "syslog:" || protocol === "syslogs:") && hostname !== "";
}

function hasEachAliasOnce(text: string): boolean {
  const aliases = text.split(",").flatMap((pair) => pair.split("=")[0]?.trim() || []);
  return new Set(aliases).size === aliases.length;
}

function isTimeZone(zone: string): boolean {
  try {
    return Boolean(new Intl.DateTimeFormat("en", { timeZone: zone }));
  } catch {
    return false;
  }
}
