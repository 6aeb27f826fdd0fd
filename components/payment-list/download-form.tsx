import { getFormatter, getTranslations } from "next-intl/server";
import { BUTTON, INPUT } from "#components/ui/button.ts";
import { type ListQuery, listParameters, MOST_EXPORTED } from "#lib/list/query.ts";

/**
 * Downloads the list as a file: all matches, with the list's columns and order. A plain form, so
 * that the browser writes to disk and shows the progress; a refusal is an error page.
 */
export async function DownloadForm({
  query,
  count: { count, isMore },
  zone,
}: {
  query: ListQuery;
  count: { count: number; isMore: boolean };
  zone: string;
}) {
  const t = await getTranslations("history.export");
  const format = await getFormatter();
  return (
    <div className="space-y-3">
      <p className="text-muted text-sm">
        {isMore ? t("all_more") : t("all", { count })} {t("zone", { zone })}{" "}
        {isMore ? t("limit", { most: format.number(MOST_EXPORTED) }) : null}
      </p>
      <form action="/api/export" method="get" className="space-y-3">
        {[...listParameters({ ...query, place: null })].map(([name, value]) => (
          <input key={`${name} ${value}`} type="hidden" name={name} value={value} />
        ))}
        <div className="flex flex-wrap items-end gap-3">
          <button type="submit" name="format" value="xlsx" className={BUTTON.primary}>
            {t("xlsx")}
          </button>
          <button type="submit" name="format" value="csv" className={BUTTON.plain}>
            {t("csv")}
          </button>
          <label className="inline-flex min-h-11 items-center gap-2 text-ink text-sm">
            {t("separator")}
            <select name="separator" defaultValue=";" className={INPUT}>
              <option value=";">; {t("semicolon")}</option>
              <option value=",">, {t("comma")}</option>
            </select>
          </label>
          <label className="inline-flex min-h-11 items-center gap-2 text-ink text-sm">
            <input
              type="checkbox"
              name="bom"
              value="1"
              defaultChecked
              className="size-4 shrink-0 accent-accent"
            />
            {t("bom")}
          </label>
        </div>
      </form>
    </div>
  );
}
