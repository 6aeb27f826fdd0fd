import { useFormatter, useLocale, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { type Attention, UNCLEAR_MINUTES } from "#lib/home/attention.ts";
import type { BankHealth } from "#lib/home/bank-health.ts";
import { listPath, NO_FILTERS } from "#lib/list/query.ts";
import { formatMoney } from "#lib/money/money.ts";
import type { FinalityClass } from "#lib/payment/payment.ts";
import { Health } from "./bank-card.tsx";

/** What needs somebody, in four figures. */
export function Tiles({ attention, health }: { attention: Attention; health: BankHealth }) {
  const t = useTranslations("home");
  const locale = useLocale();
  const format = useFormatter();
  const { held, unclear, amounts, isMore } = attention;
  const figure = (count: number) => `${format.number(count)}${isMore ? "+" : ""}`;
  return (
    <div className="grid gap-4 sm:grid-cols-2 lg:grid-cols-4">
      <Tile title={t("tiles.held")} figure={figure(held.count)}>
        {held.count > 0 ? (
          <>
            {held.sums.map(({ sum, currency }) => (
              <bdi key={currency} translate="no" className="block text-ink">
                {formatMoney(sum, currency, locale)}
              </bdi>
            ))}
            <ListLink href={listOf("waiting")} text={t("tiles.open")} />
          </>
        ) : null}
      </Tile>
      <Tile title={t("tiles.unclear", { minutes: UNCLEAR_MINUTES })} figure={figure(unclear)}>
        {unclear > 0 ? (
          <ListLink href={listOf("moving", "may_change")} text={t("tiles.open")} />
        ) : null}
      </Tile>
      <Tile title={t("tiles.amounts")} figure={figure(amounts)} />
      <Tile title={t("bank.title")}>
        <Health health={health} />
      </Tile>
    </div>
  );
}

/** The list of payments of these classes, the oldest first. */
function listOf(...finality: readonly FinalityClass[]): string {
  return listPath(NO_FILTERS, { facets: { finality }, sort: "paid", descending: false });
}

function Tile({
  title,
  figure,
  children,
}: {
  title: string;
  figure?: string;
  children?: ReactNode;
}) {
  return (
    <section className="card">
      <h2 className="text-muted text-sm">{title}</h2>
      {figure ? <p className="font-semibold text-2xl text-ink">{figure}</p> : null}
      {children ? <div className="mt-1 text-sm">{children}</div> : null}
    </section>
  );
}

function ListLink({ href, text }: { href: string; text: string }) {
  return (
    <a
      href={href}
      className="inline-flex min-h-6 items-center text-accent underline underline-offset-2"
    >
      {text}
    </a>
  );
}
