import { useTranslations } from "next-intl";
import { StatusBadge } from "#components/status/status-badge.tsx";
import { Section } from "#components/ui/section.tsx";
import type { Outcome } from "#lib/home/own-day.ts";
import { HomeTime } from "./home-time.tsx";

/** A look-up of somebody else. */
export interface TeamRow {
  href: string;
  invoiceId: string;
  badge: Outcome;
  at: Date;
  /** Email of the person; not given to those who may not see it. */
  who?: string;
}

/** What others looked up, newest first; nothing in a shop of one person. */
export function TeamList({ rows, now }: { rows: readonly TeamRow[]; now: Date }) {
  const t = useTranslations("look_up");
  if (rows.length === 0) return null;
  return (
    <Section title={t("recent_team")}>
      <ul className="divide-y divide-line">
        {rows.map((row) => (
          <li key={row.href}>
            <a
              href={row.href}
              className="-mx-2 flex min-h-11 flex-wrap items-center gap-x-3 gap-y-1 rounded-md px-2 py-2 hover:bg-sunken"
            >
              <span
                translate="no"
                className="font-mono text-accent text-sm [overflow-wrap:anywhere]"
              >
                {row.invoiceId}
              </span>
              <span className="ml-auto text-muted text-xs">
                {row.who ? (
                  <span translate="no" title={row.who}>
                    {`${row.who.split("@")[0]}, `}
                  </span>
                ) : null}
                <HomeTime at={row.at} now={now} />
              </span>
              <span className="basis-full">
                <StatusBadge answer={row.badge} />
              </span>
            </a>
          </li>
        ))}
      </ul>
    </Section>
  );
}
