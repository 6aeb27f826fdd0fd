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
    <search>
      <form action="/api/find" method="post" className="space-y-2">
        <input type="hidden" name="among" value="history" />
        <label htmlFor="search" className="block font-medium text-ink text-sm">
          {t("search")}
        </label>
        <div className="flex flex-wrap gap-2">
          <SearchInput
            id="search"
            {...FIND_INPUT}
            type="text"
            defaultValue={text}
            data-given={text}
            aria-describedby={problem ? "search-problem" : "search-hint"}
            aria-invalid={problem ? true : undefined}
            className={`${INPUT} min-w-0 flex-1 basis-56`}
          />
          <button type="submit" className={`${BUTTON.primary} grow sm:grow-0`}>
            <Icon name="magnifier" />
            {t("search_submit")}
          </button>
        </div>
        {problem ? (
          <p id="search-problem" role="alert" className="text-red-ink text-sm">
            {problem}
          </p>
        ) : (
          <p id="search-hint" className="text-muted text-sm">
            {t("search_hint")}
          </p>
        )}
      </form>
    </search>
  );
}
