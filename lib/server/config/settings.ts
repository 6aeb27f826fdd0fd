import "server-only";
import type { z } from "zod";
import { isLoopback } from "#lib/http/loopback.ts";
import { singleton } from "#lib/server/runtime/singleton.ts";
import { databaseOf, keysOf } from "./application.ts";
import { bankOf } from "./bank.ts";
import { ssoOf } from "./oidc.ts";
import { limitsOf } from "./rate-limits.ts";
import { secretIn } from "./secret-file.ts";
import { adviceFor, SETTING_ROWS, settingsTable } from "./settings-table.ts";
import { shopOf } from "./shop.ts";

/** The only file that reads environment variables. Errors name a wrong setting, never its value. */

export type { Terminal } from "./bank.ts";

type Given = Record<string, string | undefined>;
type Variables = z.infer<typeof settingsTable>;

/** All checked settings of a process; `settings-table.ts` describes each. */
export type Settings = ReturnType<typeof readSettings>;

/** Lists the settings that are missing or wrong and what to set instead; contains no values. */
export class SettingsError extends Error {
  override readonly name = "SettingsError";
  readonly problems: readonly string[];
  constructor(problems: readonly string[]) {
    super(problems.join("\n"));
    this.problems = problems;
  }
}

/**
 * Reads and checks the settings. An empty variable counts as not set.
 * @throws SettingsError that names every missing or wrong variable.
 */
export function readSettings(env: Given) {
  const set = Object.fromEntries(
    Object.entries(withProxyNames(env)).filter(([, value]) => value !== ""),
  );
  const { given, unreadable } = withSecretFiles(set);
  const parsed = settingsTable.safeParse(given);
  const early = [...unreadable.map(fileProblem), ...certificateProblems(env)];
  const isOther = (problem: string) => !unreadable.some((name) => problem.startsWith(`${name}:`));
  if (!parsed.success) {
    const names = new Set(parsed.error.issues.map((issue) => String(issue.path[0])));
    throw new SettingsError([...[...names].map(adviceFor).filter(isOther), ...early]);
  }
  const read = parsed.data;
  const { bank, problems: ofBank } = bankOf(read, { secretFile: set.EPAY_CLIENT_SECRET_FILE });
  const { sso, problems: ofSso } = ssoOf(read, {
    isWanted: Object.keys(set).some((name) => name.startsWith("OIDC_")),
    secretFile: set.OIDC_CLIENT_SECRET_FILE,
  });
  const problems = [...ofBank, ...addressProblems(read), ...ofSso.filter(isOther), ...early];
  if (!bank || problems.length > 0) throw new SettingsError(problems);
  return { epay: bank, sso, ...othersOf(read) };
}

/** The settings of this process, read at the first use (never during `next build`). */
export const settings: () => Settings = singleton("settings", () => readSettings(process.env));

/** All settings except those of the bank and of single sign-on. */
function othersOf(read: Variables) {
  return {
    environment: read.EPAY_ENVIRONMENT,
    shop: shopOf(read),
    database: databaseOf(read),
    app: {
      url: new URL(read.NEXTAUTH_URL),
      secret: read.NEXTAUTH_SECRET,
      host: read.HOST,
      port: read.PORT,
    },
    /** Where the metrics are served; null for nowhere. */
    metrics:
      read.METRICS_PORT === undefined ? null : { host: read.METRICS_HOST, port: read.METRICS_PORT },
    keys: keysOf(read),
    auditShipTo: read.AUDIT_SHIP_TO ?? null,
    limits: limitsOf(read),
    trustedProxies: read.TRUSTED_PROXIES,
    /** The proxy for the server's own connections. */
    proxy: read.HTTPS_PROXY ? { url: read.HTTPS_PROXY, except: read.NO_PROXY } : null,
    ownAddresses: read.OWN_ADDRESSES,
    harmlessDataKeys: read.HARMLESS_DATA_KEYS,
    pciMode: read.PCI_MODE,
    allowUnsafeNode: read.ALLOW_UNSAFE_NODE,
    displayTimeZone: read.DISPLAY_TIME_ZONE,
    retentionDays: read.RETENTION_DAYS,
    logLevel: read.LOG_LEVEL,
  };
}

/** Programs name their proxy in capitals or in small letters. */
function withProxyNames(env: Given): Given {
  return {
    ...env,
    HTTPS_PROXY: env.HTTPS_PROXY || env.https_proxy,
    NO_PROXY: env.NO_PROXY || env.no_proxy,
  };
}

/**
 * Replaces secrets by the content of their files; lists those whose file is unreadable or empty.
 */
function withSecretFiles(set: Given): { given: Given; unreadable: string[] } {
  const inFiles = SETTING_ROWS.flatMap(({ name, secret }) => {
    const file = secret && set[`${name}_FILE`];
    return file ? [[name, secretIn(file)] as const] : [];
  });
  return {
    given: { ...set, ...Object.fromEntries(inFiles) },
    unreadable: inFiles.flatMap(([name, content]) => (content === undefined ? [name] : [])),
  };
}

function fileProblem(name: string): string {
  return `${name}_FILE: names a file that cannot be read or is empty`;
}

function certificateProblems(env: Given): string[] {
  return env.NODE_TLS_REJECT_UNAUTHORIZED === "0"
    ? ["NODE_TLS_REJECT_UNAUTHORIZED: certificate checks must not be switched off"]
    : [];
}

function addressProblems(read: Variables): string[] {
  const { protocol, hostname } = new URL(read.NEXTAUTH_URL);
  return read.EPAY_ENVIRONMENT !== "production" || protocol === "https:" || isLoopback(hostname)
    ? []
    : ["NEXTAUTH_URL: production is served over https only"];
}
