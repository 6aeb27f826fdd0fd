import { useTranslations } from "next-intl";
import { StatusBadge } from "#components/status/status-badge.tsx";
import { Foreign } from "#components/ui/facts/foreign.tsx";
import { Section } from "#components/ui/section.tsx";
import { useTime } from "#components/ui/use-time.ts";
import type { Change, Episode } from "#lib/payment/facts/timeline.ts";
import { useFieldLabel } from "../facts/use-field-label.ts";

/** The observed states, newest first, then the time of creation that the bank states. */
export function Timeline({
  episodes,
  createdAt,
  keptUntil,
}: {
  episodes: readonly Episode[];
  /** Time of creation by the bank, RFC 3339 in UTC. */
  createdAt: string | null;
  /** When the newest observation is deleted. */
  keptUntil: Date;
}) {
  const t = useTranslations("timeline");
  const retention = useTranslations("retention");
  const time = useTime();
  return (
    <Section title={t("title")}>
      <h3 className="mb-2 text-muted text-xs">{t("seen_by_us")}</h3>
      <ol className="space-y-4 border-line border-l pl-4">
        {episodes.map((episode) => (
          <li key={episode.answer.observationId} className="space-y-1 text-sm">
            <StatusBadge answer={episode.answer} />
            <EpisodeTimes episode={episode} />
            <Changes changes={episode.changes} />
          </li>
        ))}
      </ol>
      {createdAt ? (
        <>
          <h3 className="mt-4 mb-2 text-muted text-xs">{t("stated_by_bank")}</h3>
          <p className="border-line border-l pl-4 text-sm">
            {t("created")}: <time dateTime={createdAt}>{time(createdAt)}</time>
          </p>
        </>
      ) : null}
      <p className="mt-4 text-muted text-xs">
        {retention("kept_until", { time: time(keptUntil) })}
      </p>
    </Section>
  );
}

function EpisodeTimes({ episode }: { episode: Episode }) {
  const t = useTranslations("timeline");
  const time = useTime();
  const { firstCheckedAt, lastCheckedAt, looks, who, byTimer } = episode;
  return (
    <p className="text-muted">
      <time dateTime={firstCheckedAt}>{time(firstCheckedAt)}</time>
      {looks > 1 ? <> {t("until", { time: time(lastCheckedAt) })}</> : null}
      <span className="block text-xs">
        {t("looks", { count: looks })}
        {who.length > 0 ? (
          <>
            , <span translate="no">{who.join(", ")}</span>
          </>
        ) : null}
        {byTimer ? ` (${t("by_timer")})` : ""}
      </span>
    </p>
  );
}

/** Changes field by field; of hidden data only that they changed. */
function Changes({ changes }: { changes: readonly Change[] }) {
  const t = useTranslations("timeline");
  const label = useFieldLabel();
  if (changes.length === 0) return null;
  return (
    <ul className="space-y-0.5 text-xs">
      {changes.map(({ field, values }) => (
        <li key={field}>
          {t("changed", { field: label(field) })}
          {values === null ? null : (
            <>
              {": "}
              <Foreign>{values.before ?? "—"}</Foreign> → <Foreign>{values.after ?? "—"}</Foreign>
            </>
          )}
        </li>
      ))}
    </ul>
  );
}
