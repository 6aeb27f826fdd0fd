import { useTranslations } from "next-intl";
import { BUTTON } from "#components/ui/button.ts";
import { ARROW } from "#components/ui/icon/arrow.ts";
import { Icon } from "#components/ui/icon/icon.tsx";
import { type ListQuery, listPath, type Place } from "#lib/list/query.ts";

/** Links to the previous and the next page. */
export function Pager({
  query,
  previous,
  next,
}: {
  query: ListQuery;
  previous: Place;
  next: Place;
}) {
  const t = useTranslations("history");
  if (!previous && !next) return null;
  return (
    <nav aria-label={t("pages")} className="flex flex-wrap items-center gap-2">
      {previous ? (
        <>
          <a href={listPath(query, { place: null })} className={BUTTON.plain}>
            {t("first_page")}
          </a>
          <a href={listPath(query, { place: previous })} rel="prev" className={BUTTON.plain}>
            <Icon name="arrow" className={ARROW.back} />
            {t("page_previous")}
          </a>
        </>
      ) : null}
      {next ? (
        <a href={listPath(query, { place: next })} rel="next" className={BUTTON.plain}>
          {t("page_next")}
          <Icon name="arrow" className={ARROW.onward} />
        </a>
      ) : null}
    </nav>
  );
}
