import { useTranslations } from "next-intl";
import { BUTTON } from "#components/ui/button.ts";
import { Notice } from "#components/ui/notice.tsx";
import { Section } from "#components/ui/section.tsx";
import { useDaysAgo, useTime } from "#components/ui/use-time.ts";
import { deviceName } from "#lib/account/session-device.ts";

/** The person's sessions, with a button that ends all others. */
export function SessionList({
  sessions,
  isDone,
}: {
  sessions: readonly {
    startedAt: Date;
    lastActiveAt: Date;
    ip: string | null;
    userAgent: string | null;
    isThis: boolean;
  }[];
  isDone: boolean;
}) {
  const t = useTranslations("account.sessions");
  const time = useTime();
  const daysAgo = useDaysAgo();
  return (
    <Section title={t("title")}>
      <div id="sessions" className="space-y-3">
        {isDone ? <Notice tone="emerald">{t("ended")}</Notice> : null}
        <ul className="divide-y divide-line text-sm">
          {sessions.map(({ startedAt, lastActiveAt, ip, userAgent, isThis }) => (
            <li key={`${startedAt.toISOString()} ${ip}`} className="py-2">
              <p className="text-ink">
                {deviceName(userAgent) ?? t("unknown")}
                {ip ? (
                  <span translate="no" className="ml-2 font-mono text-muted">
                    {ip}
                  </span>
                ) : null}
                {isThis ? <strong className="ml-2 font-medium">{t("this")}</strong> : null}
              </p>
              <p className="text-muted">
                {t("since", { time: time(startedAt) })},{" "}
                {t("active", { time: `${daysAgo(lastActiveAt)}, ${time(lastActiveAt)}` })}
              </p>
            </li>
          ))}
        </ul>
        {sessions.length > 1 ? (
          <form action="/api/account/sessions" method="post">
            <button type="submit" className={BUTTON.plain}>
              {t("end_others")}
            </button>
          </form>
        ) : null}
      </div>
    </Section>
  );
}
