import { useLocale, useTimeZone, useTranslations } from "next-intl";
import { StatusBadge } from "#components/status/status-badge.tsx";
import { Foreign, Missing } from "#components/ui/facts/foreign.tsx";
import { useTime } from "#components/ui/use-time.ts";
import { columnValue, type ListRow } from "#lib/list/columns.ts";
import type { Column } from "#lib/list/query.ts";
import { formatMoney } from "#lib/money/money.ts";
import { explain, type Finality as FinalityName } from "#lib/payment/explanation/explain.ts";
import { formatRecent } from "#lib/time/format.ts";

/** One cell of the list, formatted by its kind. */
export function ListCell({ column, row }: { column: Column; row: ListRow }) {
  const t = useTranslations();
  const locale = useLocale();
  const time = useTime();
  const timeZone = useTimeZone() ?? "UTC";
  const value = columnValue(column, row);
  switch (value.is) {
    case "state":
      return <StatusBadge answer={row.answer} />;
    case "finality":
      return <Finality finality={explain(row.answer).finality} />;
    case "sum":
      return (
        <bdi translate="no" className="whitespace-nowrap">
          {formatMoney(value.sum, value.currency, locale)}
        </bdi>
      );
    case "time":
      return (
        <time dateTime={value.instant} title={time(value.instant)}>
          {formatRecent(value.instant, { locale, timeZone, now: new Date() })}
        </time>
      );
    case "text":
      return (
        <span className={value.isId ? "font-mono" : column === "card" ? "whitespace-nowrap" : ""}>
          {value.isId || column === "card" ? (
            <bdi translate="no">{value.text}</bdi>
          ) : (
            <Foreign>{value.text}</Foreign>
          )}
        </span>
      );
    case "nothing":
      return <Missing text={t("transaction.not_provided")} />;
  }
}

function Finality({ finality }: { finality: FinalityName }) {
  const t = useTranslations();
  if (finality === "no_answer") return <Missing text={t("transaction.not_provided")} />;
  return t(`history.finality.${finality}`);
}
