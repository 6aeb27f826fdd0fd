import { z } from "zod";
import { parseNetworks } from "#lib/http/networks.ts";
import { descriptions } from "./setting.ts";

/** Settings of the application itself: addresses, keys, storage, display. */

const key = () => z.string().refine(isLongEnough);

export const applicationVariables = {
  NEXTAUTH_URL: z
    .url({ protocol: /^https?$/ })
    .refine(isOrigin)
    .register(descriptions, {
      group: "application",
      meaning:
        "The address at which staff open Anyqta, https in production: a host name of its own, without a path. Passkeys belong to its domain.",
      advice:
        "must be the address at which staff open Anyqta, such as https://anyqta.example.kz, without path, query, fragment, user name and password; Anyqta needs a host name of its own",
      example: "https://anyqta.example.kz",
    }),
  NEXTAUTH_SECRET: key().register(descriptions, {
    group: "application",
    meaning:
      "Key of the session cookies: 32 random bytes or more, from `openssl rand -base64 48`. A change signs everybody out.",
    advice: "must be at least 32 bytes long; make one with: openssl rand -base64 48",
    example: "",
    secret: true,
  }),
  HOST: z.string().prefault("127.0.0.1").register(descriptions, {
    group: "application",
    meaning:
      "The address to listen on. Keep the default behind a reverse proxy on the same machine.",
    advice: "must be the address to listen on",
  }),
  PORT: z.coerce.number().int().min(1).max(65_535).prefault(3000).register(descriptions, {
    group: "application",
    meaning: "The port to listen on.",
    advice: "must be a port number from 1 to 65535",
  }),
  METRICS_PORT: z.coerce.number().int().min(1).max(65_535).optional().register(descriptions, {
    group: "application",
    meaning:
      "A port of its own for `/metrics`, in the text format of Prometheus; without it there is none. See `docs/metrics.md`.",
    advice: "must be a port number from 1 to 65535",
    example: "9464",
  }),
  METRICS_HOST: z.string().prefault("127.0.0.1").register(descriptions, {
    group: "application",
    meaning:
      "The address on which `/metrics` listens. It asks for no password: keep it where only Prometheus reaches it.",
    advice: "must be the address to listen on",
  }),
  HTTPS_PROXY: z
    .url({ protocol: /^https?$/ })
    .optional()
    .register(descriptions, {
      group: "application",
      meaning:
        "A proxy for the connections to the bank and the identity provider, e.g. `http://proxy.example.kz:3128`; `https_proxy` counts as well. It resolves their names; certificates are checked through it.",
      advice: "must be the full address of a proxy, such as http://proxy.example.kz:3128",
    }),
  NO_PROXY: z.string().prefault("").register(descriptions, {
    group: "application",
    meaning:
      "Hosts that are asked without the proxy, separated by commas; `.example.kz` stands for all hosts below it. `no_proxy` counts as well. This machine is never asked through a proxy.",
    advice: "must be host names separated by commas",
  }),
  OWN_ADDRESSES: z
    .string()
    .transform((text, context) => {
      const networks = parseNetworks(text);
      if (!networks) context.addIssue({ code: "custom" });
      return networks ?? z.NEVER;
    })
    .prefault("")
    .register(descriptions, {
      group: "application",
      meaning:
        "Addresses and networks (CIDR) of the shop's own servers, separated by commas. A payment from one of them is marked: the address is not the buyer's.",
      advice: "must be IP addresses or networks such as 203.0.113.10, 2001:db8::/48",
    }),
  AUDIT_KEY: key().optional().register(descriptions, {
    group: "audit",
    meaning:
      "A key of its own for the hash chain of the audit, 32 random bytes or more; without it the key is derived from `NEXTAUTH_SECRET`. Stop every process before you change either of them, and put the former one into `AUDIT_KEYS_BEFORE`.",
    advice: "must be at least 32 bytes long",
    secret: true,
  }),
  AUDIT_KEYS_BEFORE: z
    .string()
    .transform((text) => text.split(",").filter((former) => former !== ""))
    .refine((keys) => keys.every(isLongEnough))
    .prefault("")
    .register(descriptions, {
      group: "audit",
      meaning:
        "Former keys of the audit, newest first, separated by commas. Without them the rows written under those keys can no longer be verified.",
      advice: "must be former keys of the audit separated by commas, each 32 bytes or more",
      secret: true,
    }),
  AUDIT_SHIP_TO: z
    .string()
    .refine(isSink)
    .transform((text) => new URL(text))
    .optional()
    .register(descriptions, {
      group: "audit",
      meaning:
        "Where a copy of the audit goes, one line of JSON a row, in order and at least once: a file, `syslog://host:601` (RFC 5424 over TCP) or `syslogs://host:6514` (over TLS).",
      advice: "must be file:///folder/name, syslog://host:port (TCP) or syslogs://host:port (TLS)",
      example: "file:///var/log/anyqta/audit.jsonl",
    }),
  FACTOR_KEY: key().optional().register(descriptions, {
    group: "signIn",
    meaning:
      "A key of its own for second factors, 32 random bytes or more; without it the key is derived from `NEXTAUTH_SECRET`. Another key makes every second factor unreadable: all of them must then be reset.",
    advice: "must be at least 32 bytes long",
    secret: true,
  }),
  PCI_MODE: z
    .enum(["0", "1"])
    .transform((mode) => mode === "1")
    .prefault("0")
    .register(descriptions, {
      group: "signIn",
      meaning:
        "`1` asks for passwords by PCI DSS 8.3.6 (12 characters, a letter and a digit) instead of 15 characters of any kind.",
      advice: "must be 1 (passwords of 12 characters with a letter and a digit) or 0",
    }),
  ALLOW_UNSAFE_NODE: z
    .enum(["0", "1"])
    .transform((mode) => mode === "1")
    .prefault("0")
    .register(descriptions, {
      group: "application",
      meaning:
        "`1` lets production start on a Node.js with known vulnerabilities (`security/floors.json`), for as long as you cannot update it.",
      advice: "must be 1 or 0",
    }),
  DATABASE_URL: z
    .url({ protocol: /^postgres(ql)?$/ })
    .refine(isDatabaseAddress)
    .optional()
    .register(descriptions, {
      group: "storage",
      meaning:
        "PostgreSQL 15 or newer; without it an embedded database in `DATA_DIR`. Best as a user who owns no table: their owner makes them with `npm run migrate -- --for anyqta`.",
      advice:
        "must be an address such as postgres://user:password@host:5432/database; write # / ? @ % and blanks of the password as %23 %2F %3F %40 %25 %20",
      example: "postgres://anyqta@127.0.0.1/anyqta",
      secret: true,
    }),
  DATA_DIR: z.string().prefault("./data").register(descriptions, {
    group: "storage",
    meaning: "The folder of the embedded database.",
    advice: "must be a folder",
  }),
  RETENTION_DAYS: z.coerce.number().int().min(1).max(3_650).prefault(180).register(descriptions, {
    group: "storage",
    meaning: "For how many days observations of payments are kept.",
    advice: "must be a number of days from 1 to 3650",
  }),
  HARMLESS_DATA_KEYS: z
    .string()
    .max(2_000)
    .transform(
      (text) =>
        new Set(
          text
            .toLowerCase()
            .split(/[\s,]+/)
            .filter(Boolean),
        ),
    )
    .prefault("")
    .register(descriptions, {
      group: "storage",
      meaning:
        "Keys of the shop's own data (`data`) whose values name nobody, separated by commas, such as `order,sku`. Staff who must not see personal data see these values; of all other keys they see yes, no and numbers of at most six digits.",
      advice: "must be names of keys separated by commas",
      example: "order,sku",
    }),
  DISPLAY_TIME_ZONE: z.string().refine(isTimeZone).prefault("Asia/Almaty").register(descriptions, {
    group: "storage",
    meaning: "The IANA time zone in which times are shown.",
    advice: "must be an IANA time zone such as Asia/Almaty",
  }),
  LOG_LEVEL: z.enum(["debug", "info", "warn", "error"]).prefault("info").register(descriptions, {
    group: "storage",
    meaning: "How much is logged: `debug`, `info`, `warn` or `error`.",
    advice: "must be debug, info, warn or error",
  }),
};
const schema = z.object(applicationVariables);
type ApplicationVariables = z.infer<typeof schema>;

/** The PostgreSQL address, or the folder of the embedded database. */
export function databaseOf(read: ApplicationVariables): { url: string } | { dataDir: string } {
  return read.DATABASE_URL ? { url: read.DATABASE_URL } : { dataDir: read.DATA_DIR };
}

/** The secrets from which keys are derived; none of them is stored in the database. */
export function keysOf(read: ApplicationVariables) {
  return {
    audit: read.AUDIT_KEY ?? read.NEXTAUTH_SECRET,
    auditBefore: read.AUDIT_KEYS_BEFORE,
    factors: read.FACTOR_KEY ?? read.NEXTAUTH_SECRET,
  };
}

function isLongEnough(secret: string): boolean {
  return Buffer.byteLength(secret) >= 32;
}

/** Whether the address is a scheme, a host and a port, and nothing else. */
function isOrigin(text: string): boolean {
  return URL.canParse(text) && new URL(text).href === `${new URL(text).origin}/`;
}

/** Whether nothing of a password has been taken for a port, a path, a query or a fragment. */
function isDatabaseAddress(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { pathname, search, hash } = new URL(text);
  return hash === "" && /^(?:\/[^/@]*)?$/.test(pathname) && !search.includes("@");
}

function isSink(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname, pathname, username, password } = new URL(text);
  if (username || password) return false;
  if (protocol === "file:") return hostname === "" && pathname !== "/";
  return (protocol === "syslog:" || protocol === "syslogs:") && hostname !== "";
}

function isTimeZone(zone: string): boolean {
  try {
    return Boolean(new Intl.DateTimeFormat("en", { timeZone: zone }));
  } catch {
    return false;
  }
}
