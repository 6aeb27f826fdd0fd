import nextPackage from "next/package.json" with { type: "json" };
import { getLocale, getTranslations } from "next-intl/server";
import type { Fact } from "#components/ui/facts/facts.tsx";
import { IDLE_SECONDS } from "#lib/account/session-times.ts";
import { localeSchema } from "#lib/i18n/locale.ts";
import { relyingParty } from "#lib/server/auth/passkeys/relying-party.ts";
import { readiness } from "#lib/server/boot/readiness.ts";
import { floors, isSafe } from "#lib/server/boot/version-floors.ts";
import { openDoubt } from "#lib/server/clock/doubt.ts";
import { settings } from "#lib/server/config/settings.ts";
import { database } from "#lib/server/db/client.ts";
import { diskSpace } from "#lib/server/db/disk-space.ts";
import { silentSince } from "#lib/server/look-up/bank.ts";
import { formatTime } from "#lib/time/format.ts";
import ownPackage from "../../../package.json" with { type: "json" };

/** The lines of the page of the settings. Secrets, client ids and passwords are in none of them. */

/** Which bank is asked, at which addresses, and whether it answers. */
export async function bankFacts(): Promise<Fact[]> {
  const { environment, epay, proxy } = settings();
  const t = await getTranslations("settings");
  const silent = await silentSince();
  const time = {
    locale: localeSchema.parse(await getLocale()),
    ...{ timeZone: settings().displayTimeZone, style: "long" as const },
  };
  return [
    { label: t("environment"), value: t(`environments.${environment}`) },
    { label: t("token"), value: epay.tokenUrl, is: "code" },
    { label: t("api"), value: epay.apiUrl, is: "code" },
    // A proxy's address may carry a password.
    ...(proxy ? [{ label: t("proxy"), value: new URL(proxy.url).host, is: "code" as const }] : []),
    {
      label: t("silent"),
      value: silent ? t("silent_since", { time: formatTime(silent, time) }) : t("answers"),
    },
  ];
}

/** Versions with their floors, clock, database, disk and the copy of the log. */
export async function serverFacts(): Promise<Fact[]> {
  const t = await getTranslations("settings");
  const { db } = await database();
  const { auditShipTo, database: where } = settings();
  const [state, doubt, space] = await Promise.all([readiness(), openDoubt(db), diskSpace()]);
  const works = t(state === "ok" ? "database_ready" : "database_not_ready");
  const which =
    "dataDir" in where
      ? t("database_embedded", { folder: where.dataDir })
      : t("database_postgresql");
  const versionOf = (name: string, version: string) => {
    const floor = floors.floors.find((one) => one.package === name);
    const isBelow = floor && !isSafe(version, floor.safeFrom);
    return `${version}: ${t(isBelow ? "floor_below" : "floor_ok")}`;
  };
  return [
    { label: t("version"), value: ownPackage.version },
    { label: t("node"), value: versionOf("node", process.versions.node) },
    { label: t("next"), value: versionOf("next", nextPackage.version) },
    { label: t("clock"), value: t(doubt ? "clock_doubted" : "clock_trusted") },
    { label: t("database"), value: `${which}; ${works}` },
    ...(space ? [{ label: t("disk"), value: t("disk_free", { free: space.freeMebibytes }) }] : []),
    {
      label: t("log"),
      value: auditShipTo ? t("shipped", { address: shownAddress(auditShipTo) }) : t("not_shipped"),
    },
  ];
}

/** Scheme, host and path: nothing else of an address is shown. */
function shownAddress({ protocol, host, pathname }: URL): string {
  return `${protocol}//${host}${pathname}`;
}

/** How long things are kept, and the stricter rules. */
export async function ruleFacts(timeZone: string): Promise<Fact[]> {
  const t = await getTranslations("settings");
  const { retentionDays, pciMode } = settings();
  return [
    { label: t("retention"), value: t("retention_days", { days: retentionDays }) },
    { label: t("idle"), value: t("idle_minutes", { minutes: IDLE_SECONDS / 60 }) },
    { label: t("zone"), value: timeZone },
    { label: t("pci"), value: t(pciMode ? "pci_on" : "pci_off") },
  ];
}

/** Ways to sign in besides the password. */
export async function signInFacts(): Promise<Fact[]> {
  const t = await getTranslations("settings");
  const { sso } = settings();
  return [
    { label: t("sso"), value: sso ? `${sso.name}: ${sso.issuer}` : t("sso_none") },
    { label: t("passkeys"), value: t(relyingParty() ? "passkeys_on" : "passkeys_off") },
  ];
}
