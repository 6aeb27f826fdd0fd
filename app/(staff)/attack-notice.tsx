import { getLocale, getTimeZone, getTranslations } from "next-intl/server";
import { Notice } from "#components/ui/notice.tsx";
import { localeSchema } from "#lib/i18n/locale.ts";
import { database } from "#lib/server/db/client.ts";
import { lockedNames } from "#lib/server/people/lockout.ts";
import { formatTime } from "#lib/time/format.ts";

/** Tells people that somebody has been trying passwords with their e-mail address. */
export async function AttackNotice({ email }: { email: string }) {
  const { db } = await database();
  const at = (await lockedNames(db, [email])).get(email);
  if (!at) return null;
  const t = await getTranslations("account.attack");
  const locale = localeSchema.parse(await getLocale());
  const time = formatTime(at, { locale, timeZone: await getTimeZone(), style: "long" });
  return (
    <Notice tone="amber" title={t("own_title")}>
      {t("own", { time })}
    </Notice>
  );
}
