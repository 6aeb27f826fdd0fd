import { useTranslations } from "next-intl";
import { StatusBadge } from "#components/status/status-badge.tsx";
import { Foreign, Missing } from "#components/ui/facts/foreign.tsx";
import { useTime } from "#components/ui/use-time.ts";
import type { LogRow } from "#lib/audit/events.ts";
import { isUnanswered, outcomeOf } from "#lib/audit/outcome.ts";
import { useDetails } from "./use-details.ts";
import { useEventWord } from "./use-event-word.ts";

/** From this width on each part of a row stands under the head of its column. */
const COLUMNS =
  "lg:grid lg:grid-cols-[10.5rem_minmax(0,2fr)_minmax(0,4fr)_minmax(0,2fr)_1.5rem] lg:gap-x-4";

/** The log, one act a row: when, who, what, about which payment or person; a press opens the rest. */
export function LogTable({ rows }: { rows: readonly LogRow[] }) {
  const t = useTranslations("account.audit");
  return (
    <div className="rounded-lg border border-line bg-surface shadow-card">
      <div
        aria-hidden="true"
        className={`hidden border-line border-b px-5 py-2 font-medium text-muted text-xs ${COLUMNS}`}
      >
        <span>{t("when")}</span>
        <span>{t("who")}</span>
        <span>{t("what")}</span>
        <span>{t("about")}</span>
      </div>
      <ol className="divide-y divide-line">
        {rows.map((row) => (
          <li key={row.id} className="text-sm">
            <details className="group">
              <Act row={row} />
              <Details row={row} />
            </details>
          </li>
        ))}
      </ol>
    </div>
  );
}

function Act({ row }: { row: LogRow }) {
  const { at, event, actor, resource } = row;
  const t = useTranslations("account.audit");
  const time = useTime();
  const word = useEventWord();
  const outcome = outcomeOf(row);
  return (
    <summary
      className={`relative flex min-h-11 cursor-pointer list-none flex-wrap [&::-webkit-details-marker]:hidden content-center items-baseline gap-x-2 gap-y-0.5 py-1.5 pr-10 pl-4 hover:bg-sunken sm:pl-5 lg:min-h-9 lg:pr-5 ${COLUMNS}`}
    >
      <time dateTime={at.toISOString()} title={time(at)} className="text-muted">
        {time(at, "short")}
      </time>
      <span className="min-w-0 text-ink [overflow-wrap:anywhere]">
        {actor ? <Foreign>{actor}</Foreign> : <Missing text={t("nobody")} />}
      </span>
      <span className="flex min-w-0 flex-wrap items-baseline gap-x-2 text-ink">
        {word(event)}
        {outcome ? <StatusBadge answer={outcome} /> : null}
        <Refused row={row} />
      </span>
      <span className="min-w-0 font-mono text-ink [overflow-wrap:anywhere]">
        {resource ? <Foreign>{resource}</Foreign> : null}
      </span>
      <span
        aria-hidden="true"
        className="text-muted group-open:rotate-180 max-lg:absolute max-lg:top-3 max-lg:right-4"
      >
        ▾
      </span>
    </summary>
  );
}

/** What did not succeed: a refusal of ours is red, a bank without an answer is not. */
function Refused({ row }: { row: LogRow }) {
  const t = useTranslations("account.audit");
  if (row.success) return null;
  const tone = isUnanswered(row) ? "orange" : "red";
  return (
    <strong
      data-tone={tone}
      className={`font-medium ${tone === "red" ? "text-red-ink" : "text-orange-ink"}`}
    >
      {t(tone === "red" ? "failed" : "no_answer")}
    </strong>
  );
}

/** Everything else that the row holds, in words. */
function Details({ row }: { row: LogRow }) {
  const details = useDetails()(row);
  return (
    <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-0.5 px-4 pt-1 pb-3 text-xs sm:px-5">
      {details.map(({ label, value }) => (
        <div key={label} className="contents">
          <dt className="text-muted">{label}</dt>
          <dd className="text-ink">
            <Foreign>{value}</Foreign>
          </dd>
        </div>
      ))}
    </dl>
  );
}
