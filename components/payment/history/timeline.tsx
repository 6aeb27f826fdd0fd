import { useLocale, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { StatusBadge } from "#components/status/status-badge.tsx";
import { Foreign } from "#components/ui/facts/foreign.tsx";
import { Section } from "#components/ui/section.tsx";
import { formatMoney } from "#lib/money/money.ts";
import type { Change, Episode } from "#lib/payment/facts/timeline.ts";
import { useFieldLabel } from "../facts/use-field-label.ts";
import { useWhen } from "./use-when.ts";

/** As many of the newest statuses are shown at once; the earlier ones are folded. */
const SHOWN = 3;

/** Changes that tell of the money; all others are folded. */
const TELLING: ReadonlySet<string> = new Set([
  "statusName",
  "amount",
  "bonus",
  "returned",
  "original",
  "reason.code",
]);

/** The observed states, newest first, then the time of creation that the bank states. */
export function Timeline({
  episodes,
  createdAt,
}: {
  episodes: readonly Episode[];
  /** Time of creation by the bank, RFC 3339 in UTC. */
  createdAt: string | null;
}) {
  const t = useTranslations("timeline");
  const page = useTranslations("payment_page.timeline");
  const when = useWhen();
  const earlier = episodes.slice(SHOWN);
  return (
    <Section title={t("title")}>
      <ol className="timeline">
        {episodes.slice(0, SHOWN).map((episode) => (
          <EpisodeLine key={episode.answer.observationId} episode={episode} />
        ))}
        {earlier.length > 0 ? (
          <li>
            <Folded title={page("earlier", { count: earlier.length })}>
              <ol className="timeline">
                {earlier.map((episode) => (
                  <EpisodeLine key={episode.answer.observationId} episode={episode} />
                ))}
              </ol>
            </Folded>
          </li>
        ) : null}
        {createdAt ? (
          // On a phone it stands above, among the facts.
          <li className="max-sm:hidden print:list-item">
            <time dateTime={createdAt}>{page("created", { time: when(createdAt) })}</time>,{" "}
            <span className="text-muted">{page("says_bank")}</span>
          </li>
        ) : null}
      </ol>
    </Section>
  );
}

/** One state: since when and how often we saw it, who looked, and what was different before. */
function EpisodeLine({ episode }: { episode: Episode }) {
  const t = useTranslations("timeline");
  const page = useTranslations("payment_page.timeline");
  const when = useWhen();
  const { answer, firstCheckedAt, lastCheckedAt, looks, who, byTimer } = episode;
  const first = page("first", { time: when(firstCheckedAt) });
  const last = page("until", { time: when(lastCheckedAt) });
  return (
    <li>
      <StatusBadge answer={answer} /> <time dateTime={firstCheckedAt}>{first}</time>
      {looks > 1 && when(lastCheckedAt) !== when(firstCheckedAt) ? (
        <span className="max-sm:hidden">
          . <time dateTime={lastCheckedAt}>{last}</time>
        </span>
      ) : null}
      <span className="ml-2 text-muted text-xs">
        {t("looks", { count: looks })}
        {who.length > 0 ? (
          <>
            , <span translate="no">{who.join(", ")}</span>
          </>
        ) : null}
        {byTimer ? ` (${t("by_timer")})` : ""}
      </span>
      <Changes changes={episode.changes} currency={answer.payment?.currency ?? null} />
    </li>
  );
}

/** What changed in words; changes that tell nothing of the money are folded. */
function Changes({ changes, currency }: { changes: readonly Change[]; currency: string | null }) {
  const t = useTranslations("payment_page.timeline");
  const label = useFieldLabel();
  if (changes.length === 0) return null;
  const telling = changes.filter(({ field }) => TELLING.has(field));
  // Of several fields under one label one line is enough.
  const others = [...new Map(changes.map((one) => [label(one.field), one])).values()].filter(
    ({ field }) => !TELLING.has(field),
  );
  const lines = (some: readonly Change[]) => (
    <ul className="text-xs">
      {some.map((change) => (
        <ChangeLine key={change.field} change={change} currency={currency} />
      ))}
    </ul>
  );
  return (
    <>
      {lines(telling)}
      {others.length > 0 ? (
        <Folded title={t("more", { count: others.length })}>{lines(others)}</Folded>
      ) : null}
    </>
  );
}

/** One change; of hidden data only that they changed. */
function ChangeLine({
  change: { field, values },
  currency,
}: {
  change: Change;
  currency: string | null;
}) {
  const t = useTranslations("payment_page.timeline");
  const label = useFieldLabel();
  const locale = useLocale();
  if (values === null) return <li>{t("hidden", { field: label(field) })}</li>;
  const isSum = TELLING.has(field) && field !== "statusName" && field !== "reason.code";
  const write = (value: string | null) =>
    value === null
      ? "—"
      : isSum
        ? formatMoney({ decimal: value, minorUnits: "0" }, currency, locale)
        : value;
  return (
    <li>
      {label(field)}: <Foreign>{write(values.before)}</Foreign> →{" "}
      <Foreign>{write(values.after)}</Foreign>
    </li>
  );
}

function Folded({ title, children }: { title: string; children: ReactNode }) {
  return (
    <details className="text-xs">
      <summary className="min-h-6 content-center text-accent max-sm:min-h-11">{title}</summary>
      {children}
    </details>
  );
}
