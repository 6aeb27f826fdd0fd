import { useLocale, useTranslations } from "next-intl";
import { StatusBadge } from "#components/status/status-badge.tsx";
import type { AttentionRow } from "#lib/home/attention.ts";
import { formatMoney } from "#lib/money/money.ts";
import { HomeTime } from "./home-time.tsx";

/** Payments that need somebody, the oldest first, with who looked last. */
export function AttentionList({ rows, now }: { rows: readonly AttentionRow[]; now: Date }) {
  const t = useTranslations("home.attention");
  const locale = useLocale();
  return (
    <section className="card">
      <div>
        <h2>{t("title")}</h2>
        <p className="text-muted text-xs">{t("order")}</p>
      </div>
      {rows.length === 0 ? <p className="text-muted text-sm">{t("none")}</p> : null}
      <ul className="divide-y divide-line">
        {rows.map((row) => (
          <li key={`${row.href} ${row.since.toISOString()}`}>
            <a
              href={row.href}
              className="-mx-2 flex min-h-11 flex-wrap items-center gap-x-3 gap-y-1 rounded-md px-2 py-2 text-sm hover:bg-sunken"
            >
              <span translate="no" className="font-mono text-accent [overflow-wrap:anywhere]">
                {row.invoiceId}
              </span>
              {row.sum ? (
                <bdi translate="no" className="ml-auto font-medium text-ink">
                  {formatMoney(row.sum, row.currency, locale)}
                </bdi>
              ) : null}
              <span className="flex basis-full flex-wrap items-center gap-x-2 gap-y-1 text-muted text-xs">
                <StatusBadge answer={row.badge} />
                {row.reason === "amounts" ? (
                  <strong data-tone="amber" className="font-medium text-amber-ink">
                    {t("amounts")}
                  </strong>
                ) : null}
                <span className="ml-auto">
                  <bdi translate="no" title={row.who}>
                    {row.who.split("@")[0]}
                  </bdi>
                  {", "}
                  <HomeTime at={row.since} now={now} />
                </span>
              </span>
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
}
