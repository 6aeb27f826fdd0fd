import { useTranslations } from "next-intl";
import type { TeamFigure } from "#lib/home/figures.ts";

/** What each colleague did today: look-ups, shown fields and share links that open now. */
export function TeamCard({ team }: { team: readonly TeamFigure[] }) {
  const t = useTranslations("home.team");
  if (team.length === 0) return null;
  return (
    <section className="card">
      <div>
        <h2>{t("title")}</h2>
      </div>
      <ul className="divide-y divide-line text-sm">
        {team.map(({ email, payments, revealed, links }) => (
          <li key={email} className="flex flex-wrap gap-x-3 gap-y-0.5 py-1.5">
            <bdi translate="no" className="min-w-0 text-ink [overflow-wrap:anywhere]">
              {email}
            </bdi>
            <span className="ml-auto text-right text-muted text-xs">
              {[
                t("payments", { count: payments }),
                ...(revealed > 0 ? [t("revealed", { count: revealed })] : []),
                ...(links > 0 ? [t("links", { count: links })] : []),
              ].join(" · ")}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
