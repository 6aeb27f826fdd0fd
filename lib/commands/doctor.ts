import { existsSync } from "node:fs";
import { discover } from "#lib/server/auth/oidc/client/discovery.ts";
import { SsoError } from "#lib/server/auth/oidc/sso-error.ts";
import { nodeWarning } from "#lib/server/boot/version-floors.ts";
import { readSettings, type Settings, SettingsError } from "#lib/server/config/settings.ts";
import { SETTING_ROWS } from "#lib/server/config/settings-table.ts";
import { openDatabase } from "#lib/server/db/client.ts";
import { EngineError, NoDatabaseError } from "#lib/server/db/engine/engine-error.ts";
import { DatabaseSetupError } from "#lib/server/db/setup/setup-error.ts";
import { checkBank, checkClock, checkProxy } from "./doctor/bank-check.ts";
import { doubtfulValues, zoneFault } from "./doctor/machine.ts";
import { envFile } from "./environment.ts";

/**
 * `npm run doctor [invoice]`: checks Node, settings, database, clock, single sign-on and the bank, one
 * line each, and says what to fix. Prints no secret. Exits with 1 when a check fails.
 */

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
  const report = { well, warn, wrong };
  checkProxy(settings, report);
  await checkClock(settings, report);
  await checkSso(settings);
  await checkBank(settings, process.argv[2], report);
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
