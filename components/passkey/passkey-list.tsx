import { useTranslations } from "next-intl";
import { BUTTON } from "#components/ui/button.ts";
import { Notice } from "#components/ui/notice.tsx";
import { Section } from "#components/ui/section.tsx";
import { useDaysAgo, useTime } from "#components/ui/use-time.ts";

/** The person's passkeys, each with a button that removes it, and a form that adds one. */
export function PasskeyList({
  passkeys,
  done,
  isLastKept,
  isOffered,
}: {
  passkeys: readonly {
    id: string;
    name: string;
    isBackedUp: boolean;
    createdAt: Date;
    lastUsedAt: Date | null;
  }[];
  done: "added" | "removed" | null;
  /** The last second factor was not removed. */
  isLastKept: boolean;
  /** Whether passkeys are possible at this address. */
  isOffered: boolean;
}) {
  const t = useTranslations("account.passkey");
  const time = useTime();
  const daysAgo = useDaysAgo();
  return (
    <Section title={t("title")}>
      <div id="passkeys" className="space-y-3">
        {done ? <Notice tone="emerald">{t(done)}</Notice> : null}
        {isLastKept ? (
          <Notice tone="red" alert>
            {t("last")}
          </Notice>
        ) : null}
        <p className="text-sm">{t("what")}</p>
        {passkeys.length > 0 ? (
          <ul className="divide-y divide-line text-sm">
            {passkeys.map(({ id, name, isBackedUp, createdAt, lastUsedAt }) => (
              <li key={id} className="flex flex-wrap items-center justify-between gap-3 py-2">
                <div className="min-w-0">
                  <p className="text-ink [overflow-wrap:anywhere]">
                    <bdi translate="no">{name || t("unnamed")}</bdi>
                    {isBackedUp ? (
                      <span className="ml-2 text-muted text-xs">{t("backed_up")}</span>
                    ) : null}
                  </p>
                  <p className="text-muted">
                    {t("made", { time: time(createdAt) })},{" "}
                    {lastUsedAt
                      ? t("used", { time: `${daysAgo(lastUsedAt)}, ${time(lastUsedAt)}` })
                      : t("unused")}
                  </p>
                </div>
                <form action="/api/account/passkeys" method="post">
                  <input type="hidden" name="act" value="remove" />
                  <input type="hidden" name="id" value={id} />
                  <button
                    type="submit"
                    aria-label={t("remove_one", { name: name || t("unnamed") })}
                    className={BUTTON.plain}
                  >
                    {t("remove")}
                  </button>
                </form>
              </li>
            ))}
          </ul>
        ) : null}
        {isOffered ? (
          <a href="/account/factor#passkey" className={BUTTON.plain}>
            {t("add")}
          </a>
        ) : null}
      </div>
    </Section>
  );
}
