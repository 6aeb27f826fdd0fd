import "./environment.ts";
import { parseInvoiceId } from "#lib/payment/invoice-number.ts";
import type { Fault } from "#lib/payment/payment.ts";
import { discover } from "#lib/server/auth/oidc/client/discovery.ts";
import { SsoRefused } from "#lib/server/auth/oidc/refused.ts";
import { nodeWarning } from "#lib/server/boot/version-floors.ts";
import { readSettings, type Settings, SettingsError } from "#lib/server/config/settings.ts";
import { openDatabase } from "#lib/server/db/client.ts";
import { FolderInUseError } from "#lib/server/db/folder-lock.ts";
import { createEpayClient } from "#lib/server/epay/client.ts";

/**
 * `npm run doctor [invoice]`: what is well, what is not, and what to mend; a line each, no secret.
 * Ends with 1 when anything is wrong.
 */

/** Number that no shop uses, to see whether the bank talks to us at all. */
const PROBE_INVOICE = "000000";

/** More than this and tokens, codes and "checked at" begin to lie. */
const CLOCK_TOLERANCE_MILLISECONDS = 30_000;

/** What to mend, for each way of getting no answer. */
const ADVICE: Record<Fault, string> = {
  network: "cannot be reached; check the network, a firewall, and EPAY_TOKEN_URL and EPAY_API_URL",
  timeout: "does not answer in time; check the network, or ask again later",
  bank_failing: "is failing at the moment; ask again later",
  bank_asks_to_wait: "asks us to wait; ask again later",
  access_refused:
    "refuses our token; check EPAY_SCOPE and that token and API address belong together",
  wrong_address: "does not know the address; check EPAY_API_URL and EPAY_ENVIRONMENT",
  credentials_refused: "does not accept EPAY_CLIENT_ID, EPAY_CLIENT_SECRET or the terminal",
  terminal_missing: "sees no terminal in our token; check EPAY_TERMINALS",
  terminal_wrong: "does not know this terminal; check its id in EPAY_TERMINALS",
  terminal_not_ours: "says the terminal belongs to another client; check EPAY_TERMINALS",
  bank_failed_to_look: "failed to look; ask again later",
  refused_without_reason: "refused the question without saying why",
  not_the_bank: "is not what answered; check EPAY_API_URL, and for a proxy in between",
  not_trusted: "answered in a form that cannot be trusted; check EPAY_API_URL",
  other_invoice: "answered about another invoice; tell the bank",
};

let healthy = true;
const well = (what: string, detail: string) => console.log(`ok    ${what}: ${detail}`);
const warn = (what: string, advice: string) => console.log(`warn  ${what}: ${advice}`);
const wrong = (what: string, advice: string) => {
  healthy = false;
  console.log(`FAIL  ${what}: ${advice}`);
};

checkNode();
const settings = checkSettings();
if (settings) {
  await checkDatabase(settings);
  await checkClock(settings);
  await checkSso(settings);
  await checkBank(settings, process.argv[2]);
}
process.exit(healthy ? 0 : 1);

function checkNode(): void {
  const warning = nodeWarning();
  if (warning) warn("node", warning);
  else well("node", process.version);
}

function checkSettings(): Settings | undefined {
  try {
    const read = readSettings(process.env);
    well(
      "settings",
      `${read.environment}, terminals ${read.epay.terminals.map(({ alias }) => alias).join(", ")}`,
    );
    for (const { alias, id } of read.epay.terminals) {
      const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(id);
      if (!uuid)
        warn(
          `terminal ${alias}`,
          "its id has not the form of a UUID; copy it from the cabinet again",
        );
    }
    return read;
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error;
    for (const problem of error.problems) wrong("settings", problem);
    return undefined;
  }
}

async function checkDatabase({ database }: Settings): Promise<void> {
  const what = "url" in database ? "database (PostgreSQL)" : "database (embedded)";
  try {
    const { close } = await openDatabase(database);
    await close();
    well(what, "opens, tables up to date");
  } catch (error) {
    if (error instanceof FolderInUseError) {
      well(what, "in use by a running Anyqta, which is as it should be");
    } else {
      const code = error instanceof Error && "code" in error ? ` (${error.code})` : "";
      wrong(
        what,
        `does not open${code}; check DATABASE_URL or DATA_DIR, and that it may be written`,
      );
    }
  }
}

/** Holds our clock against the Date of the bank's host (RFC 9110 6.6.1); sends nothing secret. */
async function checkClock({ epay }: Settings): Promise<void> {
  const date = await fetch(new URL("/", epay.apiUrl), { redirect: "manual" }).then(
    (response) => Date.parse(response.headers.get("date") ?? ""),
    () => Number.NaN,
  );
  const apart = Math.abs(Date.now() - date);
  if (Number.isNaN(apart)) warn("clock", "could not be compared: the bank's host tells no time");
  else if (apart > CLOCK_TOLERANCE_MILLISECONDS) {
    wrong("clock", `${Math.round(apart / 1000)} s off the bank's; set this machine's clock (NTP)`);
  } else well("clock", "agrees with the bank's host");
}

/** Asks the identity provider what it is; sends nothing secret. */
async function checkSso({ sso }: Settings): Promise<void> {
  if (!sso) return;
  try {
    const { tokenUrl } = await discover(sso);
    well(
      "single sign-on",
      `${sso.issuer} answers, codes are redeemed at ${new URL(tokenUrl).host}`,
    );
  } catch (error) {
    if (!(error instanceof SsoRefused)) throw error;
    wrong("single sign-on", `${ssoAdvice(error)} (${error.message})`);
  }
}

function ssoAdvice({ reason, code }: SsoRefused): string {
  if (reason === "provider_failed") {
    return "the discovery does not answer; check OIDC_ISSUER and the network";
  }
  if (code === "issuer") return "the provider calls itself otherwise; check OIDC_ISSUER";
  if (code?.endsWith("_host")) {
    return "the provider leads to another host or to plain http; if that is right, name the host in OIDC_HOSTS";
  }
  return "the provider cannot do what Anyqta needs: code flow, PKCE with S256, a client secret, RS256, PS256 or ES256";
}

async function checkBank({ epay }: Settings, invoice: string | undefined): Promise<void> {
  const parsed = parseInvoiceId(invoice ?? PROBE_INVOICE);
  if (!parsed.ok) return wrong("invoice", "letters, digits, - and _ only, at most 64");
  const client = createEpayClient(epay);
  for (const { alias, id } of epay.terminals) {
    const begun = performance.now();
    const answer = await client.status({ invoiceId: parsed.invoiceId, terminalId: id });
    const took = `${Math.round(performance.now() - begun)} ms`;
    const what = `bank, terminal ${alias}`;
    if (!answer.fault) well(what, `answered ${answer.kind} (${answer.resultCode}) in ${took}`);
    else wrong(what, `${ADVICE[answer.fault]} (${answer.fault}, ${took})`);
  }
  await client.close();
}
