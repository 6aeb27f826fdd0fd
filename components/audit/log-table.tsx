import { useTranslations } from "next-intl";
import { Foreign, Missing } from "#components/ui/facts/foreign.tsx";
import { useTime } from "#components/ui/use-time.ts";
import type { LogRow } from "#lib/audit/events.ts";
import { useEventWord } from "./use-event-word.ts";

/** The log as a list of sentences: who did what about which payment or person, when and from where. */
export function LogTable({ rows }: { rows: readonly LogRow[] }) {
  const t = useTranslations("account.audit");
  const time = useTime();
  const word = useEventWord();
  return (
    <ol className="divide-y divide-line rounded-lg border border-line bg-surface shadow-card">
      {rows.map(({ id, at, event, success, actor, resource, detail, ip, requestId }) => (
        <li key={id} className="space-y-0.5 px-4 py-2.5 text-sm sm:px-5">
          <p className="flex flex-wrap items-baseline gap-x-2">
            <time dateTime={at.toISOString()} className="text-muted">
              {time(at, "short")}
            </time>
            <span className="text-ink">
              {actor ? <Foreign>{actor}</Foreign> : <Missing text={t("nobody")} />}
            </span>
            <span className="text-ink">{word(event)}</span>
            {resource ? (
              <span className="font-mono text-ink">
                <Foreign>{resource}</Foreign>
              </span>
            ) : null}
            {success ? null : (
              <strong data-tone="red" className="font-medium text-red-ink">
                {t("failed")}
              </strong>
            )}
          </p>
          <p className="text-muted text-xs [overflow-wrap:anywhere]">
            #{id}
            {ip ? ` · ${ip}` : ""}
            {requestId ? (
              <>
                {` · ${t("reference")} `}
                <span translate="no" className="font-mono">
                  {requestId}
                </span>
              </>
            ) : null}
            {detailText(detail) ? (
              <>
                {" · "}
                <Foreign>{detailText(detail)}</Foreign>
              </>
            ) : null}
          </p>
        </li>
      ))}
    </ol>
  );
}

const LONGEST_DETAIL = 300;

function detailText(detail: LogRow["detail"]): string {
  const text = Object.entries(detail)
    .filter(([, value]) => value !== null && value !== "")
    .map(([name, value]) => `${name}: ${value}`)
    .join(", ");
  return text.length > LONGEST_DETAIL ? `${text.slice(0, LONGEST_DETAIL)}…` : text;
}
