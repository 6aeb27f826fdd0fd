import { useTranslations } from "next-intl";
import { BUTTON, FIND_INPUT, INPUT } from "#components/ui/button.ts";
import { Icon } from "#components/ui/icon/icon.tsx";
import { SearchInput } from "./search-input.tsx";

/**
 * Search box of the list. Sent by POST, because a customer's e-mail or name belongs in no address,
 * history or log.
 */
export function ListSearch({ text, problem }: { text: string; problem: string | null }) {
  const t = useTranslations("history");
  return (
    <search className="w-full sm:w-md">
      <form action="/api/find" method="post" className="group relative">
        <input type="hidden" name="among" value="history" />
        <label htmlFor="search" className="sr-only">
          {t("search")}
        </label>
        <div className="flex gap-2">
          <SearchInput
            id="search"
            {...FIND_INPUT}
            type="text"
            defaultValue={text}
            data-given={text}
            placeholder={t("search_example")}
            aria-describedby={problem ? "search-problem search-hint" : "search-hint"}
            aria-invalid={problem ? true : undefined}
            className={`${INPUT} w-full min-w-0 grow`}
          />
          <button type="submit" className={`${BUTTON.primary} shrink-0`}>
            <Icon name="magnifier" />
            <span className="max-sm:sr-only">{t("search_submit")}</span>
          </button>
        </div>
        {problem ? (
          <p id="search-problem" role="alert" className="mt-1 text-red-ink text-sm">
            {problem}
          </p>
        ) : null}
        <p
          id="search-hint"
          className="absolute inset-x-0 top-full z-10 mt-1 hidden rounded-md border border-line bg-surface p-2 text-muted text-xs group-focus-within:block"
        >
          {t("search_hint")}
        </p>
      </form>
    </search>
  );
}
