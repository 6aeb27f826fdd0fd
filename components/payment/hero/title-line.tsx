import { useLocale, useTranslations } from "next-intl";
import { formatMoney } from "#lib/money/money.ts";
import { headlineSum } from "#lib/payment/facts/amounts.ts";
import type { ShownAnswer } from "#lib/payment/look-up.ts";
import { badgeOf } from "#lib/payment/status/badge.ts";

/** Id of the heading, which names the answer for screen readers. */
export const TITLE_ID = "payment-title";

/**
 * The page's heading: the number, and for screen readers the outcome with its sum, so that a jump to
 * the heading tells all. Beside it the terminal that knows the payment.
 */
export function TitleLine({
  invoiceId,
  terminal,
  answer = null,
}: {
  invoiceId: string;
  /** Alias of the terminal; undefined where none is known. */
  terminal: string | undefined;
  answer?: ShownAnswer | null;
}) {
  const t = useTranslations();
  const about = [
    ...(terminal === undefined ? [] : [t("payment_page.terminal", { terminal })]),
    ...(answer?.service === "p2p" ? [t("transaction.service_p2p")] : []),
  ];
  return (
    <div className="payment-title">
      <h1 id={TITLE_ID}>
        {t("payment_page.payment")}{" "}
        <span translate="no" className="font-mono">
          {invoiceId}
        </span>
        {answer ? <Outcome answer={answer} /> : null}
      </h1>
      {about.map((text) => (
        <span key={text} translate="no">
          {text}
        </span>
      ))}
    </div>
  );
}

function Outcome({ answer }: { answer: ShownAnswer }) {
  const t = useTranslations("badge");
  const locale = useLocale();
  const { key, raw } = badgeOf(answer);
  const sum = answer.payment && headlineSum(answer.payment);
  const written = sum ? `, ${formatMoney(sum, answer.payment?.currency ?? null, locale)}` : "";
  return (
    <span translate="no" className="sr-only">
      {`: ${t(key, { raw })}${written}`}
    </span>
  );
}

/** The terminal to name; none where several were asked and none knew the number. */
export function namedTerminal({
  asked,
  terminal,
  ...answer
}: Pick<ShownAnswer, "asked" | "terminal" | "class">): string | undefined {
  return answer.class === "no_answer" && asked.length > 1 ? undefined : terminal;
}
