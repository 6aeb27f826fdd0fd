import { useTranslations } from "next-intl";
import { BUTTON } from "#components/ui/button.ts";
import { isFiltered, type ListQuery, listPath, NO_FILTERS } from "#lib/list/query.ts";
import type { Searched } from "#lib/list/view.ts";
import { russianLayoutNumber } from "#lib/paste/spelling/keyboard-layout.ts";
import { transactionPath } from "#lib/payment/look-up.ts";

/** Shown when nothing matches: the filters, why the list may be empty, and what to try. */
export function EmptyList({
  query,
  searched,
  searchesAllWords,
}: {
  query: ListQuery;
  searched: Searched | null;
  searchesAllWords: boolean;
}) {
  const t = useTranslations("history");
  const meant = searched && russianLayoutNumber(searched.text);
  if (!isFiltered(query)) return <p className="text-muted">{t("empty_all")}</p>;
  return (
    <div className="space-y-3 rounded-lg border border-line border-dashed p-6 text-center">
      <p className="font-medium text-ink">{t("empty")}</p>
      <p className="mx-auto max-w-prose text-muted text-sm">
        {t(searched ? "empty_search" : "empty_filters")}
        {searched && !searchesAllWords ? ` ${t("empty_personal")}` : null}
      </p>
      <p className="flex flex-wrap justify-center gap-2">
        <a href={listPath(NO_FILTERS, { columns: query.columns })} className={BUTTON.plain}>
          {t("clear")}
        </a>
        {meant === null ? null : (
          <a href={transactionPath({ invoiceId: meant })} className={BUTTON.plain}>
            {t("try_layout", { invoice: meant })}
          </a>
        )}
        <a href="/" className={BUTTON.plain}>
          {t("look_up_instead")}
        </a>
      </p>
    </div>
  );
}
