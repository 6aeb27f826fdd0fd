import { createHash } from "node:crypto";
import { z } from "zod";
import { isLoopback } from "#lib/http/loopback.ts";
import { type Secret, secretSetting } from "./secret-file.ts";
import { descriptions } from "./setting.ts";

/** Settings of the access to the bank, and the checks between them. */

type Environment = z.infer<typeof environmentSchema>;
const environmentSchema = z.enum(["practice", "test", "test-old", "production"]);

interface Addresses {
  tokenUrl: string;
  apiUrl: string;
}

/**
 * Where merchants sign in to the bank's cabinet. The bank's page platezhnaya-stranica names that of
 * the old test stand, beside the script of the payment form; the other two have the same form.
 */
const CABINETS: Record<Environment, string | null> = {
  practice: null,
  test: "https://test-epay.epayment.kz/login",
  "test-old": "https://test-epay.homebank.kz/login",
  production: "https://epay.homebank.kz/login",
};

/** The bank's published address pairs (its pages check-status-payment and poluchenie-tokena). */
const PRESETS: Record<Exclude<Environment, "practice">, Addresses> = {
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

const address = () => z.url().refine(isSafeAddress).optional();
const ADDRESS_ADVICE =
  "must be a full address, https or plain http on this machine only, without a user name, password, query or fragment";

const terminalSchema = z.object({ alias: z.string(), id: z.string() });
export type Terminal = z.infer<typeof terminalSchema>;

export const bankVariables = {
  EPAY_ENVIRONMENT: environmentSchema.register(descriptions, {
    group: "bank",
    meaning:
      "Which bank is asked: `test`, `test-old` or `production`; `npm run demo` sets `practice`.",
    advice: "must be practice, test, test-old or production",
    example: "test",
  }),
  EPAY_CLIENT_ID: z.string().register(descriptions, {
    group: "bank",
    meaning: "The client id from the bank's cabinet.",
    advice: "is missing: the client id from the bank's cabinet",
    example: "",
  }),
  EPAY_CLIENT_SECRET: z.string().register(descriptions, {
    group: "bank",
    meaning: "The client secret from the bank's cabinet.",
    advice: "is missing: the client secret from the bank's cabinet",
    example: "",
    secret: true,
  }),
  EPAY_TERMINALS: z
    .string()
    .regex(/^\s*[a-z0-9-]{1,32}=[^=,\s]+(\s*,\s*[a-z0-9-]{1,32}=[^=,\s]+)*\s*,?\s*$/)
    .transform(terminalsIn)
    .pipe(z.tuple([terminalSchema], terminalSchema))
    .refine(hasEachAliasOnce)
    .register(descriptions, {
      group: "bank",
      meaning:
        "The terminals as `alias=uuid` pairs separated by commas. Staff see the alias, and it stands in links.",
      advice:
        "must be alias=uuid pairs separated by commas, e.g. shop=00000000-0000-0000-0000-000000000000; an alias is small letters, digits and hyphens, and no two are the same",
      example: "shop=00000000-0000-0000-0000-000000000000",
    }),
  EPAY_SCOPE: z.string().prefault(DEFAULT_SCOPE).register(descriptions, {
    group: "bank",
    meaning: "The scopes of the token, if the bank gave you others than its documentation names.",
    advice: "must be scopes separated by spaces",
  }),
  EPAY_TOKEN_ENCODING: z
    .enum(["multipart", "urlencoded"])
    .prefault("multipart")
    .register(descriptions, {
      group: "bank",
      meaning: "The form of the token request: `multipart` or `urlencoded`.",
      advice: "must be multipart or urlencoded",
    }),
  EPAY_TOKEN_URL: address().register(descriptions, {
    group: "bank",
    meaning:
      "The address of the token service, if it differs from the bank's documentation. In production a name must lead to a public address; a gateway on this machine is written as 127.0.0.1.",
    advice: ADDRESS_ADVICE,
  }),
  EPAY_API_URL: address().register(descriptions, {
    group: "bank",
    meaning: "The address of the status service, under the same conditions.",
    advice: ADDRESS_ADVICE,
  }),
};
const schema = z.object(bankVariables);
type BankVariables = z.infer<typeof schema>;

/** Settings of the bank client. */
export interface BankSettings extends Addresses {
  clientId: string;
  clientSecret: Secret;
  scope: string;
  encoding: "multipart" | "urlencoded";
  /** Refuses host names that resolve to a private address; IP addresses are not checked. */
  publicOnly: boolean;
  /** The bank's cabinet, for people; the practice bank has none. */
  cabinetUrl: string | null;
  terminals: readonly [Terminal, ...Terminal[]];
}

/** The access to the bank, or a line for each setting that contradicts another. */
export function bankOf(
  read: BankVariables,
  { secretFile }: { secretFile: string | undefined },
): { bank: BankSettings | null; problems: string[] } {
  const addresses = addressesOf(read);
  const problems = [
    ...addressProblems(read.EPAY_ENVIRONMENT, addresses),
    ...publishedAccessProblems(read),
  ];
  if (!addresses || problems.length > 0) return { bank: null, problems };
  return {
    bank: {
      ...addresses,
      clientId: read.EPAY_CLIENT_ID,
      clientSecret: secretSetting(read.EPAY_CLIENT_SECRET, secretFile),
      scope: read.EPAY_SCOPE,
      encoding: read.EPAY_TOKEN_ENCODING,
      publicOnly: read.EPAY_ENVIRONMENT === "production",
      cabinetUrl: CABINETS[read.EPAY_ENVIRONMENT],
      terminals: read.EPAY_TERMINALS,
    },
    problems,
  };
}

function addressesOf(read: BankVariables): Addresses | undefined {
  const preset = read.EPAY_ENVIRONMENT === "practice" ? undefined : PRESETS[read.EPAY_ENVIRONMENT];
  const tokenUrl = read.EPAY_TOKEN_URL ?? preset?.tokenUrl;
  const apiUrl = read.EPAY_API_URL ?? preset?.apiUrl;
  return tokenUrl && apiUrl ? { tokenUrl, apiUrl } : undefined;
}

function addressProblems(environment: Environment, addresses: Addresses | undefined): string[] {
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
    if (environment === "practice" && !isLoopback(url.hostname)) {
      return [`${name}: in practice mode the bank must be on this machine (127.0.0.1)`];
    }
    if (isOfOther(environment, url)) return [`${name}: belongs to another EPAY_ENVIRONMENT`];
    return name === "EPAY_API_URL" ? apiPathProblems(url) : [];
  });
}

/** The client adds the path of the service, so a whole address copied from the bank would double it. */
function apiPathProblems({ hostname, pathname }: URL): string[] {
  const path = pathname.replace(/\/+$/, "");
  const known = Object.values(PRESETS).find(({ apiUrl }) => new URL(apiUrl).hostname === hostname);
  if (known && path !== new URL(known.apiUrl).pathname.replace(/\/$/, "")) {
    return [`EPAY_API_URL: must be written without this path: ${known.apiUrl}`];
  }
  return /\/check-status(?:\/|$)/.test(path)
    ? ["EPAY_API_URL: must end before /check-status; Anyqta adds the rest of the path"]
    : [];
}

function isSafeAddress(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname, username, password } = new URL(text);
  if (username || password || /[?#]/.test(text)) return false;
  return protocol === "https:" || (protocol === "http:" && isLoopback(hostname));
}

/** Whether the host belongs to another environment: real credentials must not go to a test host. */
function isOfOther(environment: Environment, url: URL): boolean {
  return Object.entries(PRESETS).some(
    ([name, { tokenUrl, apiUrl }]) =>
      name !== environment &&
      [tokenUrl, apiUrl].some((address) => new URL(address).hostname === url.hostname),
  );
}

function publishedAccessProblems(read: BankVariables): string[] {
  if (read.EPAY_ENVIRONMENT !== "production") return [];
  const isPublished =
    read.EPAY_CLIENT_ID === "test" ||
    createHash("sha256").update(read.EPAY_CLIENT_SECRET).digest("hex") === PUBLISHED_TEST_SECRET;
  return isPublished
    ? ["EPAY_CLIENT_SECRET: the bank's published test access does not belong to production"]
    : [];
}

function terminalsIn(text: string): Terminal[] {
  return text
    .split(",")
    .map((pair) => pair.trim().split("="))
    .flatMap(([alias, id]) => (alias && id ? [{ alias, id }] : []));
}

function hasEachAliasOnce(terminals: readonly Terminal[]): boolean {
  return new Set(terminals.map(({ alias }) => alias)).size === terminals.length;
}
