import { useTranslations } from "next-intl";
import { BUTTON } from "#components/ui/button.ts";
import { useTime } from "#components/ui/use-time.ts";
import { LOCALE_NAME } from "#lib/i18n/locale.ts";
import { transactionPath } from "#lib/payment/look-up.ts";
import type { LiveShare } from "#lib/share/share.ts";

/** Active share links, each with its expiry and a button that revokes it. */
export function LiveShares({
  rows,
  back,
  namesPayment,
}: {
  rows: readonly LiveShare[];
  /** Path of the page to return to. */
  back: string;
  /** Whether the rows belong to several payments. */
  namesPayment: boolean;
}) {
  return (
    <ul className="divide-y divide-line text-sm">
      {rows.map((row) => (
        <li
          key={row.id}
          data-share={row.id}
          className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 py-3 first:pt-0 last:pb-0 sm:flex-nowrap"
        >
          <div className="min-w-0 space-y-1 [overflow-wrap:anywhere]">
            {namesPayment ? (
              <a
                href={transactionPath(row)}
                translate="no"
                className="font-medium font-mono text-accent hover:underline"
              >
                {row.invoiceId}
              </a>
            ) : null}
            <About row={row} />
          </div>
          <Revoke row={row} back={back} />
        </li>
      ))}
    </ul>
  );
}

function About({ row }: { row: LiveShare }) {
  const t = useTranslations("share");
  const time = useTime();
  const { fields, views, maxViews } = row;
  const named = fields.map((field) => t(`fields.${field}`)).join(" · ");
  return (
    <>
      <p className="text-ink">
        {t("live.until", { time: time(row.expiresAt) })}.{" "}
        {t("live.opened", { views, max: maxViews })}.
      </p>
      <p className="text-muted">{t("live.shows", { fields: named || t("live.only_always") })}</p>
      <p className="text-muted text-xs">
        {t("live.by", { who: row.madeBy, time: time(row.createdAt) })} ·{" "}
        <span lang={row.language}>{LOCALE_NAME[row.language]}</span>
      </p>
    </>
  );
}

function Revoke({ row, back }: { row: LiveShare; back: string }) {
  const t = useTranslations("share.live");
  const time = useTime();
  return (
    <form action="/api/shares/revoke" method="post" className="shrink-0">
      <input type="hidden" name="back" value={back} />
      <button
        type="submit"
        name="id"
        value={row.id}
        aria-label={t("revoke_which", { invoice: row.invoiceId, time: time(row.expiresAt) })}
        className={BUTTON.plain}
      >
        {t("revoke")}
      </button>
    </form>
  );
}
