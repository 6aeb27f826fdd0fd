import { useTranslations } from "next-intl";
import { BUTTON } from "#components/ui/button.ts";
import { Notice } from "#components/ui/notice.tsx";
import { useTime } from "#components/ui/use-time.ts";
import { type Notice as AccountNotice, shownNotices } from "#lib/account/notices.ts";

/** What happened to the person's account since they last dismissed it; nothing if nothing did. */
export function AccountNotices({
  notices,
  startedAt,
  back,
}: {
  notices: readonly AccountNotice[];
  /** When this session began. */
  startedAt: Date;
  /** Path of this page. */
  back: string;
}) {
  const t = useTranslations("account.notices");
  const time = useTime();
  const shown = shownNotices(notices, startedAt);
  if (shown.length === 0) return null;
  return (
    <div className="mb-4 print:hidden">
      <Notice tone="amber" title={t("title")}>
        <ul className="space-y-2">
          {shown.map(({ what, at }) => (
            <li key={`${what} ${at}`}>
              <time dateTime={at} className="block text-xs">
                {time(at)}
              </time>
              {t(what)}
            </li>
          ))}
        </ul>
        <p>{t("advice")}</p>
        <form action="/api/account/notices" method="post">
          <input type="hidden" name="back" value={back} />
          <button type="submit" className={BUTTON.plain}>
            {t("dismiss")}
          </button>
        </form>
      </Notice>
    </div>
  );
}
