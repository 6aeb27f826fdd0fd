import { useLocale, useTranslations } from "next-intl";
import { useTime } from "#components/ui/use-time.ts";
import { headlineSum } from "#lib/amounts.ts";
import { badgeOf } from "#lib/badge.ts";
import type { LookUpAnswer } from "#lib/look-up.ts";
import { formatMoney } from "#lib/money.ts";
import { StatusBadge } from "./status-badge.tsx";

/** The first screen: how much, what became of it, and whether that may still change. */
export function Headline({ answer }: { answer: LookUpAnswer }) {
  const t = useTranslations();
  const locale = useLocale();
  const { payment } = answer;
  const sum = payment && headlineSum(payment);
  return (
    <header className="space-y-3 rounded-lg border border-line bg-surface p-4 shadow-card sm:p-5">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        {sum ? (
          <p className="font-semibold text-2xl text-ink">
            <bdi>{formatMoney(sum, payment.currency, locale)}</bdi>
          </p>
        ) : null}
        <StatusBadge answer={answer} large />
        {answer.extent === "unknown" ? (
          <span className="text-sm text-violet-ink">{t("badge.extent_unknown")}</span>
        ) : null}
      </div>
      <Say answer={answer} />
      <p className="text-muted text-sm">
        {t(`class.${answer.class}`)}
        <RawCodes answer={answer} />
      </p>
      {payment?.createdAt?.instant ? <Created instant={payment.createdAt.instant} /> : null}
    </header>
  );
}

/** The sentence that goes with the outcome. */
function Say({ answer }: { answer: LookUpAnswer }) {
  const fault = useFaultText();
  const outcome = useOutcomeText();
  return <p className="text-base text-ink">{fault(answer) ?? outcome(answer)}</p>;
}

/** Why nothing was learned, or null when something was. */
function useFaultText() {
  const t = useTranslations("fault");
  const time = useTime();
  return ({ fault, retryAt }: LookUpAnswer) => {
    if (fault === "bank_asks_to_wait" && retryAt) {
      return t("bank_asks_to_wait_until", { time: time(retryAt, "clock") });
    }
    return fault && t(fault);
  };
}

function useOutcomeText() {
  const t = useTranslations("say");
  const locale = useLocale();
  return (answer: LookUpAnswer) => {
    const { key } = badgeOf(answer);
    const { returned, original, currency } = answer.payment ?? {};
    if (key === "refunded" && answer.extent === "unknown") return t("refunded_unknown");
    if (key === "partly_refunded" && returned && original) {
      return t("partly_refunded_sums", {
        returned: formatMoney(returned, currency ?? null, locale),
        original: formatMoney(original, currency ?? null, locale),
      });
    }
    if (answer.statusName === "FINGERPRINT") return t("in_progress_fingerprint");
    if (key === "failed" && !answer.statusName) return t("failed_plain");
    return t(key);
  };
}

/** The bank's own codes, small, beside our words. */
function RawCodes({ answer }: { answer: LookUpAnswer }) {
  const raw = [answer.resultCode, answer.statusName, answer.payment?.reason.code].filter(Boolean);
  if (raw.length === 0) return null;
  return (
    <span className="ml-2 font-mono text-xs">
      <bdi>{raw.join(" · ")}</bdi>
    </span>
  );
}

function Created({ instant }: { instant: string }) {
  const t = useTranslations("fields");
  const time = useTime();
  return (
    <p className="text-muted text-sm">
      {t("created_at")}: <time dateTime={instant}>{time(instant)}</time>
    </p>
  );
}
