import { useLocale, useTranslations } from "next-intl";
import { type Fact, Facts } from "#components/ui/facts/facts.tsx";
import { Icon } from "#components/ui/icon/icon.tsx";
import { compareSums, formatMoney, ZERO } from "#lib/money/money.ts";
import type { Sum } from "#lib/money/sum.ts";
import { type AmountProof, amountView, orderTotal } from "#lib/payment/facts/amounts.ts";
import type { LookUpAnswer } from "#lib/payment/look-up.ts";
import type { Payment } from "#lib/payment/payment.ts";
import { useFactWords } from "../facts/use-facts.ts";
import { AmountBar, Swatch } from "./amount-bar.tsx";

/** The amounts that the bank states, where the money is, and whether the amounts add up. */
export function Amounts({ answer, payment }: { answer: LookUpAnswer; payment: Payment }) {
  const t = useTranslations();
  const money = useMoney(payment.currency);
  const view = amountView(answer);
  const hasBonus = payment.bonus !== null && compareSums(payment.bonus, ZERO) > 0;
  const line = (label: string, sum: Sum | null): Fact => ({
    label,
    value: sum && money(sum),
    is: "foreign",
  });
  return (
    <>
      {view?.is === "parts" ? <Proof proof={view.proof} money={money} /> : null}
      {view?.is === "asked" ? (
        <p className="mb-3 border-line border-b pb-3 text-ink text-sm">
          {t("amounts.asked", { sum: money(view.sum) })}
        </p>
      ) : null}
      <Facts
        words={useFactWords()}
        facts={[
          line(t("fields.amount"), payment.amount),
          ...(hasBonus
            ? [
                line(t("fields.bonus"), payment.bonus),
                line(t("fields.order_total"), orderTotal(payment)),
              ]
            : []),
          line(t("fields.returned"), payment.returned),
          line(t("fields.original"), payment.original),
          { label: t("fields.currency"), value: payment.currency, is: "foreign" },
        ]}
      />
      {payment.currency !== null && payment.currency !== "KZT" ? (
        <p className="mt-3 text-muted text-xs">{t("amounts.foreign_currency")}</p>
      ) : null}
    </>
  );
}

/** The addition in figures and as a bar, with a warning if it does not add up. */
function Proof({ proof, money }: { proof: AmountProof; money: (sum: Sum) => string }) {
  const t = useTranslations("amounts");
  const terms = proof.parts.map(({ sum }) => money(sum)).join(" + ");
  return (
    <div className="mb-3 space-y-2 border-line border-b pb-3">
      <AmountBar parts={proof.parts} label={`${terms} = ${money(proof.whole)}`} />
      <ul className="flex flex-wrap gap-x-4 gap-y-1 text-sm">
        {proof.parts.map(({ of, name, sum }) => (
          <li key={of} className="flex items-center gap-1.5">
            <Swatch name={name} />
            {t(name)}{" "}
            <bdi translate="no" className="font-medium">
              {money(sum)}
            </bdi>
          </li>
        ))}
      </ul>
      {proof.addsUp === null || (proof.addsUp && proof.parts.length < 2) ? null : (
        <p
          className={`flex items-center gap-1.5 text-sm ${proof.addsUp ? "text-emerald-ink" : "text-amber-ink"}`}
        >
          <Icon name={proof.addsUp ? "tick" : "warning"} className="size-4 shrink-0" />
          {proof.addsUp ? (
            <bdi translate="no">
              {terms} = {money(proof.whole)}
            </bdi>
          ) : (
            t("does_not_add_up", { parts: terms, whole: money(proof.whole) })
          )}
        </p>
      )}
    </div>
  );
}

function useMoney(currency: string | null): (sum: Sum) => string {
  const locale = useLocale();
  return (sum) => formatMoney(sum, currency, locale);
}
