import { useTranslations } from "next-intl";
import { StatusBadge } from "#components/status/status-badge.tsx";
import { Section } from "#components/ui/section.tsx";
import { useTime } from "#components/ui/use-time.ts";
import type { BankAnswer } from "#lib/payment/payment.ts";

export interface RecentRow {
  href: string;
  invoiceId: string;
  badge: Pick<BankAnswer, "kind" | "class" | "statusName" | "resultCode">;
  at: Date;
  /** Shown in the team's list. */
  who?: string;
}

/** Look-ups of before, newest first, each with its time: an age would be wrong as the page stands open. */
export function RecentList({ title, rows }: { title: string; rows: readonly RecentRow[] }) {
  const t = useTranslations("look_up");
  const time = useTime();
  return (
    <Section title={title}>
      {rows.length === 0 ? <p className="text-muted text-sm">{t("recent_empty")}</p> : null}
      <ul className="divide-y divide-line">
        {rows.map((row) => (
          <li key={row.href}>
            <a
              href={row.href}
              className="-mx-2 flex flex-wrap items-center gap-x-3 gap-y-1 rounded-md px-2 py-2 hover:bg-sunken"
            >
              <span translate="no" className="font-mono text-ink text-sm [overflow-wrap:anywhere]">
                {row.invoiceId}
              </span>
              <StatusBadge answer={row.badge} />
              <span className="ml-auto text-muted text-xs">
                {row.who ? <span translate="no">{`${row.who}, `}</span> : null}
                <time dateTime={row.at.toISOString()} title={time(row.at)}>
                  {time(row.at, "short")}
                </time>
              </span>
            </a>
          </li>
        ))}
      </ul>
    </Section>
  );
}
