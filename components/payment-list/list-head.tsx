import { useTranslations } from "next-intl";
import { Notice } from "#components/ui/notice.tsx";
import type { ListView } from "#lib/list/view.ts";
import { ListSearch } from "./filter/list-search.tsx";
import { useSearchedAs } from "./filter/use-searched-as.ts";

/** The list's title beside its search box, and problems with the query. */
export function ListHead({
  view: { problems, searched },
  unread,
  cards,
  problem,
}: {
  view: Pick<ListView, "problems" | "searched">;
  /** Number of words of a pasted text that were not read as invoice numbers. */
  unread: number;
  /** Places in a pasted list at which a card number was left out, as text; "" for none. */
  cards: string;
  /** Problem that the search box's handler redirected here with. */
  problem: string | string[] | undefined;
}) {
  const t = useTranslations("history");
  const searchedAs = useSearchedAs();
  const refusal = problem === "card_number" ? "card_number" : (searched?.problem ?? null);
  return (
    <div className="space-y-3">
      <div className="flex flex-wrap items-center gap-x-6 gap-y-2">
        <h1 className="grow font-semibold text-ink text-xl">{t("title")}</h1>
        <ListSearch
          text={searched?.text ?? ""}
          problem={refusal === null ? null : t(`problem.${refusal}`)}
        />
      </div>
      {searched && searched.terms.length > 0 ? (
        <p className="text-muted text-sm">
          {t("searched_as", { what: searchedAs(searched.terms) })}
        </p>
      ) : null}
      {problems.length > 0 ? (
        <Notice tone="amber">{t("problem.filters", { names: problems.join(", ") })}</Notice>
      ) : null}
      {cards === "" ? null : <Notice tone="amber">{t("problem.cards", { places: cards })}</Notice>}
      {unread > 0 ? <Notice tone="amber">{t("problem.unread", { count: unread })}</Notice> : null}
    </div>
  );
}
