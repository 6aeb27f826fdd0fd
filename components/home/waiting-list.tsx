import { useTranslations } from "next-intl";
import { StatusBadge } from "#components/status/status-badge.tsx";
import type { WaitingRow } from "#lib/home/own-day.ts";
import { HomeTime } from "./home-time.tsx";

/**
 * Payments of this person that were not final, each with when the bank said so. Nobody asks about them
 * while their pages are closed, and the card says that.
 */
export function WaitingList({ rows, now }: { rows: readonly WaitingRow[]; now: Date }) {
  const t = useTranslations("home.waiting");
  if (rows.length === 0) return null;
  return (
    <section className="card">
      <div>
        <h2>
          {t("title")}
          <span className="text-muted">{` · ${rows.length}`}</span>
        </h2>
      </div>
      <ul className="divide-y divide-line">
        {rows.map((row) => (
          <li key={`${row.href} ${row.invoiceId}`}>
            <a
              href={row.href}
              className="-mx-2 flex min-h-11 flex-wrap items-center gap-x-3 gap-y-1 rounded-md px-2 py-2 text-sm hover:bg-sunken"
            >
              <span translate="no" className="font-mono text-accent [overflow-wrap:anywhere]">
                {row.invoiceId}
              </span>
              <span className="ml-auto text-muted text-xs">
                <HomeTime at={row.at} now={now} />
              </span>
              <span className="flex basis-full flex-wrap items-center gap-x-2 gap-y-1 text-muted text-xs">
                {row.isNews ? <strong className="text-ink">{t("news")}</strong> : null}
                <StatusBadge answer={row.badge} />
              </span>
            </a>
          </li>
        ))}
      </ul>
      <p className="mt-2 text-muted text-xs">{t("note")}</p>
    </section>
  );
}
