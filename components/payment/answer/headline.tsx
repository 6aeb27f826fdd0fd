import { useLocale, useTranslations } from "next-intl";
import { StatusBadge } from "#components/status/status-badge.tsx";
import { Icon } from "#components/ui/icon/icon.tsx";
import { TONE } from "#components/ui/tone.ts";
import { useTime } from "#components/ui/use-time.ts";
import { formatMoney } from "#lib/money/money.ts";
import { type Explanation, explain } from "#lib/payment/explanation/explain.ts";
import type { Silence } from "#lib/payment/explanation/silence.ts";
import { headlineSum } from "#lib/payment/facts/amounts.ts";
import type { LookUpAnswer, ShownAnswer } from "#lib/payment/look-up.ts";
import type { Tone } from "#lib/payment/status/badge.ts";

/**
 * The first screen: amount, outcome, finality, and whether the goods may be handed over. While the
 * bank is being asked, it shows no verdict and the previous outcome without its colour.
 */
export function Headline({
  answer,
  silence = null,
  isWaiting = false,
}: {
  answer: ShownAnswer;
  /** Set when this is the last known state and the bank says nothing new. */
  silence?: Silence | null;
  isWaiting?: boolean;
}) {
  const t = useTranslations();
  const locale = useLocale();
  const time = useTime();
  const { payment } = answer;
  const { money, goods, risk, finality } = explain(answer);
  const known = { time: time(answer.checkedAt) };
  const sum = payment && headlineSum(payment);
  return (
    <header className={`card space-y-2 ${isWaiting ? "grayscale" : ""}`}>
      <p className="flex flex-wrap items-center gap-x-3 text-muted text-sm">
        {isFoundNowhere(answer) ? null : (
          <span>
            {t("sections.terminal")}:{" "}
            <span translate="no" className="text-ink">
              {answer.terminal}
            </span>
          </span>
        )}
        {silence || isWaiting ? (
          <span className="inline-flex items-center gap-1.5">
            <Icon name="clock" className="size-4 shrink-0" />
            {t("explain.silent.as_of", known)}
          </span>
        ) : null}
      </p>
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        {sum ? (
          <p className="font-semibold text-2xl text-ink">
            <bdi translate="no">{formatMoney(sum, payment.currency, locale)}</bdi>
          </p>
        ) : null}
        <StatusBadge answer={answer} large />
        {answer.extent === "unknown" ? (
          <span className="text-sm text-violet-ink">{t("badge.extent_unknown")}</span>
        ) : null}
      </div>
      <p className="font-medium text-ink text-lg">{t(`explain.money.${money}`)}</p>
      <p className="flex flex-wrap items-center gap-x-2 gap-y-1 text-sm">
        <span className="text-muted">{t("explain.goods.question")}</span>
        <Goods goods={isWaiting ? "withheld" : (silence?.goods ?? goods)} />
        {risk && !isWaiting ? (
          <span data-risk={risk} className="text-amber-ink">
            {t(`explain.goods.risk.${risk}`)}
          </span>
        ) : null}
      </p>
      <p className="text-muted text-sm">
        {silence
          ? t(`explain.silent.standing.${silence.standing}`, known)
          : isWaiting
            ? null
            : t(`explain.finality.${finality}`)}
        <RawCodes answer={answer} />
      </p>
      {payment?.createdAt?.instant ? (
        <p className="text-muted text-sm max-sm:hidden">
          {t("fields.created_at")}:{" "}
          <time dateTime={payment.createdAt.instant}>{time(payment.createdAt.instant)}</time>
        </p>
      ) : null}
    </header>
  );
}

/** Whether several terminals were asked and none knew the number, so that no terminal is named. */
function isFoundNowhere({ asked, ...answer }: ShownAnswer): boolean {
  return answer.class === "no_answer" && asked.length > 1;
}

type Verdict = Explanation["goods"] | "withheld";

const GOODS_TONE: Record<Verdict, Tone> = {
  yes: "emerald",
  no: "red",
  wait: "amber",
  check: "amber",
  withheld: "slate",
};

/** The verdict on handing over the goods, in words; the tone only supports them. */
function Goods({ goods }: { goods: Verdict }) {
  const t = useTranslations("explain.goods");
  const tone = GOODS_TONE[goods];
  return (
    <strong
      data-goods={goods}
      data-tone={tone}
      className={`rounded-sm border px-1.5 font-medium ${TONE[tone]}`}
    >
      {t(goods)}
    </strong>
  );
}

/** The bank's codes in small type: result of the request and state of the payment. */
function RawCodes({ answer }: { answer: LookUpAnswer }) {
  const raw = [answer.resultCode, answer.statusName, answer.payment?.reason.code].filter(Boolean);
  if (raw.length === 0) return null;
  return (
    <span className="ml-2 font-mono text-xs">
      <bdi translate="no">{raw.join(" · ")}</bdi>
    </span>
  );
}
