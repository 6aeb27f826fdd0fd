import { existsSync } from "node:fs";
import { parseInvoiceId } from "#lib/payment/invoice-number.ts";
import type { Fault } from "#lib/payment/payment.ts";
import { discover } from "#lib/server/auth/oidc/client/discovery.ts";
import { SsoError } from "#lib/server/auth/oidc/sso-error.ts";
import { nodeWarning } from "#lib/server/boot/version-floors.ts";
import { readSettings, type Settings, SettingsError } from "#lib/server/config/settings.ts";
import { SETTING_ROWS } from "#lib/server/config/settings-table.ts";
import { openDatabase } from "#lib/server/db/client.ts";
import { EngineError, NoDatabaseError } from "#lib/server/db/engine/engine-error.ts";
import { DatabaseSetupError } from "#lib/server/db/setup/setup-error.ts";
import { createEpayClient } from "#lib/server/epay/client.ts";
import { doubtfulValues, zoneFault } from "./doctor/machine.ts";
import { envFile } from "./environment.ts";

/**
 * `npm run doctor [invoice]`: checks Node, settings, database, clock, single sign-on and the bank, one
 * line each, and says what to fix. Prints no secret. Exits with 1 when a check fails.
 */

/** An invoice number that no shop uses: "not found" is the answer that proves the access. */
const PROBE_INVOICE = "000000";

/** With a larger error, codes by time (30 s each) and the life of tokens are misjudged. */
const CLOCK_TOLERANCE_MILLISECONDS = 30_000;

/** What to fix, by the way in which the bank gave no answer; continues "bank, terminal shop: ...". */
const ADVICE: Record<Fault, string> = {
  network: "cannot be reached; check the network, a firewall, and EPAY_TOKEN_URL and EPAY_API_URL",
  timeout: "does not answer in time; check the network, or try again later",
  bank_failing: "has a fault at the moment; try again later",
  bank_asks_to_wait: "asks to wait; try again later",
  access_refused:
    "refuses the token; check EPAY_SCOPE, and that EPAY_TOKEN_URL and EPAY_API_URL belong together",
  wrong_address:
    "does not know the address that was asked; check EPAY_API_URL and EPAY_ENVIRONMENT",
  credentials_refused:
    "does not accept EPAY_CLIENT_ID, EPAY_CLIENT_SECRET or the terminal; they belong to one environment: check EPAY_ENVIRONMENT",
  terminal_missing: "sees no terminal in the token; check EPAY_TERMINALS",
  terminal_wrong: "does not know this terminal; check its id in EPAY_TERMINALS",
  terminal_not_ours: "says that the terminal belongs to another client; check EPAY_TERMINALS",
  bank_failed_to_look: "failed to look the number up; try again later",
  refused_without_reason: "refuses the request without giving a reason; ask the bank",
  not_the_bank: "did not answer, something else did; check EPAY_API_URL and any proxy in between",
  not_trusted: "gives an answer that breaks its documented form; check EPAY_API_URL",
  other_invoice: "gives an answer about another invoice; tell the bank",
};

let failures = 0;
const well = (what: string, detail: string) => console.log(`ok    ${what}: ${detail}`);
const warn = (what: string, advice: string) => console.log(`warn  ${what}: ${advice}`);
const wrong = (what: string, advice: string) => {
  failures += 1;
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
console.log(failures === 0 ? "Everything works." : `Fix the lines with FAIL (${failures}).`);
process.exit(failures === 0 ? 0 : 1);

function checkNode(): void {
  const warning = nodeWarning();
  if (warning) warn("node", warning);
  else well("node", process.version);
  const fault = zoneFault();
  if (fault) wrong("time zones", fault);
}

function checkSettings(): Settings | undefined {
  const names = SETTING_ROWS.flatMap(({ name }) => [name, `${name}_FILE`]);
  for (const doubt of doubtfulValues(names, process.env, envFile)) warn("settings", doubt);
  try {
    const read = readSettings(process.env);
    well(
      "settings",
      `${read.environment}, terminals ${read.epay.terminals.map(({ alias }) => alias).join(", ")}`,
    );
    for (const { alias, id } of read.epay.terminals) {
      const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(id);
      if (!uuid)
        warn(`terminal ${alias}`, "its id is not a UUID; copy it from the bank's cabinet again");
    }
    return read;
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error;
    for (const problem of error.problems) wrong("settings", problem);
    if (!existsSync(".env")) warn("settings", "there is no .env here; copy .env.example to .env");
    warn("database, clock, bank", "not checked yet: the settings come first");
    return undefined;
  }
}

async function checkDatabase({ database }: Settings): Promise<void> {
  const what = "url" in database ? "database (PostgreSQL)" : "database (embedded)";
  try {
    const { close } = await openDatabase(database);
    await close();
    well(what, "opened, its tables are up to date");
  } catch (error) {
    if (error instanceof NoDatabaseError) {
      warn(what, "there is none yet; `npm run staff -- add` makes it with the first person");
    } else if (error instanceof EngineError || error instanceof DatabaseSetupError) {
      wrong(what, error.message);
    } else {
      const code = error instanceof Error && "code" in error ? ` (${error.code})` : "";
      wrong(what, `cannot be opened${code}; check DATABASE_URL or DATA_DIR, and write permission`);
    }
  }
}

/** Compares this clock with the Date header of the bank's host (RFC 9110 6.6.1); sends no secret. */
async function checkClock({ epay }: Settings): Promise<void> {
  const date = await fetch(new URL("/", epay.apiUrl), { redirect: "manual" }).then(
    (response) => Date.parse(response.headers.get("date") ?? ""),
    () => Number.NaN,
  );
  const apart = Math.abs(Date.now() - date);
  if (Number.isNaN(apart)) warn("clock", "not compared: the bank's host sent no Date header");
  else if (apart > CLOCK_TOLERANCE_MILLISECONDS) {
    wrong(
      "clock",
      `${Math.round(apart / 1000)} s off the clock of the bank; synchronise this machine (NTP)`,
    );
  } else well("clock", "agrees with the clock of the bank's host");
}

/** Reads the discovery document of the identity provider; sends no secret. */
async function checkSso({ sso }: Settings): Promise<void> {
  if (!sso) return;
  try {
    const { token_endpoint: tokenUrl = sso.issuer } = (await discover(sso)).serverMetadata();
    well(
      "single sign-on",
      `${sso.issuer} answers; its token endpoint is at ${new URL(tokenUrl).host}`,
    );
  } catch (error) {
    if (!(error instanceof SsoError)) throw error;
    wrong("single sign-on", `${ssoAdvice(error)} (${error.message})`);
  }
}

function ssoAdvice({ reason, code }: SsoError): string {
  if (reason === "provider_failed") {
    return "the discovery document cannot be read; check OIDC_ISSUER and the network";
  }
  if (code === "issuer") return "the provider reports a different issuer; check OIDC_ISSUER";
  if (code?.endsWith("_host")) {
    return "an endpoint of the provider is on another host or plain http; if the host is right, add it to OIDC_HOSTS";
  }
  return "the provider lacks what Anyqta needs: code flow, PKCE with S256, a client secret, RS256, PS256 or ES256";
}

async function checkBank({ epay }: Settings, invoice: string | undefined): Promise<void> {
  const parsed = parseInvoiceId(invoice ?? PROBE_INVOICE);
  if (!parsed.ok) {
    return wrong("invoice", "a number has letters, digits, - and _ only, at most 64 of them");
  }
  const client = createEpayClient(epay);
  for (const { alias, id } of epay.terminals) {
    const begun = performance.now();
    const answer = await client.status({ invoiceId: parsed.invoiceId, terminalId: id });
    const took = `${Math.round(performance.now() - begun)} ms`;
    const what = `bank, terminal ${alias}`;
    const said = `${answer.kind}, result code ${answer.resultCode}`;
    if (!answer.fault) well(what, `answers about ${parsed.invoiceId} (${said}) in ${took}`);
    else wrong(what, `${ADVICE[answer.fault]} (${answer.fault}, ${took})`);
  }
  await client.close();
}
