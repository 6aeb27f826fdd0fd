import { getLocale, getTimeZone, getTranslations } from "next-intl/server";
import { Notice } from "#components/ui/notice.tsx";
import { can, type Role } from "#lib/account/access.ts";
import { localeSchema } from "#lib/i18n/locale.ts";
import { openDoubt } from "#lib/server/clock/doubt.ts";
import { database } from "#lib/server/db/client.ts";
import { diskSpace, LEAST_MEBIBYTES } from "#lib/server/db/disk-space.ts";
import { formatTime } from "#lib/time/format.ts";

/** What administrators have to do about the server itself: its clock and its disk. */
export async function Warnings({ role }: { role: Role }) {
  if (!can(role, "people.manage")) return null;
  const { db } = await database();
  const [doubt, space] = await Promise.all([openDoubt(db), diskSpace()]);
  const t = await getTranslations("account.warnings");
  const locale = localeSchema.parse(await getLocale());
  const timeZone = await getTimeZone();
  return (
    <>
      {doubt ? (
        <Notice tone="amber" title={t("clock_title")}>
          {t("clock", { clock: formatTime(doubt.clock, { locale, timeZone, style: "long" }) })}
        </Notice>
      ) : null}
      {space && space.state !== "ok" ? (
        <Notice
          tone={space.state === "full" ? "red" : "amber"}
          title={t(`disk_${space.state}_title`)}
        >
          {t(`disk_${space.state}`, { free: space.freeMebibytes, least: LEAST_MEBIBYTES })}
        </Notice>
      ) : null}
    </>
  );
}
