import { useFormatter, useLocale, useTimeZone, useTranslations } from "next-intl";
import type { ListView } from "#lib/list/view.ts";
import { formatMoney } from "#lib/money/money.ts";
import { useFilterWords } from "./filter/use-filter-words.ts";

/**
 * Which rows of how many are shown, and of all that match: how many are in which state, with the sums of
 * their amounts. Sums of different states or currencies are not added up: they are not one money.
 */
export function ListTotals({
  view,
}: {
  view: Pick<ListView, "count" | "totals" | "first" | "rows">;
}) {
  const t = useTranslations("history");
  const zone = useTimeZone() ?? "UTC";
  return (
    <div className="flex flex-wrap items-baseline gap-x-4 gap-y-1 text-muted text-sm">
      <p role="status">
        {useRange(view)}
        {" · "}
        {t("times_in", { zone })}
      </p>
      {view.totals === null ? <p>{t("totals.too_many")}</p> : <Totals totals={view.totals} />}
    </div>
  );
}

/** "51–100 of 126", or the count alone when all are shown. */
function useRange({
  count: { count, isMore },
  first,
  rows,
}: Pick<ListView, "count" | "first" | "rows">): string {
  const t = useTranslations("history");
  const format = useFormatter();
  const all = format.number(count);
  if (!isMore && rows.length === count) return t("count", { count });
  if (first === null) return t("count_more", { count: all });
  const shown = `${format.number(first)}–${format.number(first + rows.length - 1)}`;
  return t(isMore ? "range_more" : "range", { rows: shown, count: all });
}

function Totals({ totals }: { totals: NonNullable<ListView["totals"]> }) {
  const t = useTranslations("history.totals");
  const locale = useLocale();
  const format = useFormatter();
  const words = useFilterWords(new Map());
  if (totals.length === 0) return null;
  return (
    <ul aria-label={t("title")} title={t("title")} className="list-totals">
      {totals.map(({ state, count, sums }) => (
        <li key={state}>
          {words("state", state)}{" "}
          <strong className="font-medium text-ink">{format.number(count)}</strong>
          {sums.map(({ currency, sum }) => (
            <span key={currency}>
              {" · "}
              <bdi translate="no" className="text-ink">
                {formatMoney(sum, currency, locale)}
              </bdi>
            </span>
          ))}
        </li>
      ))}
    </ul>
  );
}
