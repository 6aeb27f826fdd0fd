import { useLocale, useTranslations } from "next-intl";
import { StatusBadge } from "#components/status/status-badge.tsx";
import { Icon } from "#components/ui/icon/icon.tsx";
import { TONE } from "#components/ui/tone.ts";
import { useTime } from "#components/ui/use-time.ts";
import { moneyWords } from "#lib/copy/money-words.ts";
import { formatMoney } from "#lib/money/money.ts";
import { type Explanation, explain } from "#lib/payment/explanation/explain.ts";
import type { Silence } from "#lib/payment/explanation/silence.ts";
import { headlineSum } from "#lib/payment/facts/amounts.ts";
import type { ShownAnswer } from "#lib/payment/look-up.ts";
import { badgeOf, type Tone } from "#lib/payment/status/badge.ts";
import { MoneyBar, MoneyFigures } from "../money/money-parts.tsx";
import { Strip } from "./strip.tsx";

/** The left edge in the colour of the outcome, spelt out so that Tailwind finds the names. */
const EDGE: Record<Tone, string> = {
  emerald: "border-l-emerald-edge",
  sky: "border-l-sky-edge",
  violet: "border-l-violet-edge",
  slate: "border-l-slate-edge",
  amber: "border-l-amber-edge",
  orange: "border-l-orange-edge",
  red: "border-l-red-edge",
};

/**
 * The first screen: amount, outcome with its figures, whether the goods may be handed over, where the
 * money is, and what callers ask for. While the bank is being asked, it shows no verdict and the
 * previous outcome without its colour.
 */
export function Headline({
  answer,
  silence = null,
  isWaiting = false,
  isChanged = false,
}: {
  answer: ShownAnswer;
  /** Set when this is the last known state and the bank says nothing new. */
  silence?: Silence | null;
  isWaiting?: boolean;
  /** Has the open page just found this outcome? Then it lights up once. */
  isChanged?: boolean;
}) {
  const { payment } = answer;
  const { goods, risk, finality } = explain(answer);
  const words = moneyWords(answer, useLocale());
  const look = [isWaiting && "grayscale", isChanged && "lights-up"].filter(Boolean).join(" ");
  return (
    <header className={`card hero ${EDGE[badgeOf(answer).tone]} ${look}`}>
      <div className="hero-line">
        <Outcome answer={answer} />
        {isWaiting ? null : <MoneyFigures words={words} />}
        <Goods
          goods={isWaiting ? "withheld" : (silence?.goods ?? goods)}
          risk={isWaiting ? null : risk}
        />
      </div>
      <MoneyLine answer={answer} silence={silence} isWaiting={isWaiting} />
      {isWaiting ? null : <MoneyBar words={words} isMoving={finality === "moving"} />}
      {payment ? <Strip answer={answer} payment={payment} /> : null}
    </header>
  );
}

/** The sum and the badge. */
function Outcome({ answer }: { answer: ShownAnswer }) {
  const t = useTranslations("badge");
  const locale = useLocale();
  const { payment } = answer;
  const sum = payment && headlineSum(payment);
  return (
    <>
      {sum ? (
        <p className="font-semibold text-2xl text-ink">
          <bdi translate="no">{formatMoney(sum, payment.currency, locale)}</bdi>
        </p>
      ) : null}
      <StatusBadge answer={answer} large />
      {answer.extent === "unknown" ? (
        <span className="text-sm text-violet-ink">{t("extent_unknown")}</span>
      ) : null}
    </>
  );
}

/** Where the money is, and whether that may still change, or since when it is known. */
function MoneyLine({
  answer,
  silence,
  isWaiting,
}: {
  answer: ShownAnswer;
  silence: Silence | null;
  isWaiting: boolean;
}) {
  const t = useTranslations("explain");
  const time = useTime();
  const { money, finality } = explain(answer);
  const known = { time: time(answer.checkedAt) };
  return (
    <div className="money-line">
      <p className="font-medium text-ink">{t(`money.${money}`)}</p>
      {silence || isWaiting ? (
        <p className="inline-flex items-center gap-1.5">
          <Icon name="clock" className="size-4 shrink-0" />
          {t("silent.as_of", known)}
        </p>
      ) : (
        <p>{t(`finality.${finality}`)}</p>
      )}
      {silence ? <p>{t(`silent.standing.${silence.standing}`, known)}</p> : null}
    </div>
  );
}

type Verdict = Explanation["goods"] | "withheld";

const GOODS_TONE: Record<Verdict, Tone> = {
  yes: "emerald",
  no: "red",
  wait: "amber",
  check: "amber",
  withheld: "slate",
};

/** The verdict on handing over the goods, in words, with its risk; the tone only supports them. */
function Goods({ goods, risk }: { goods: Verdict; risk: Explanation["risk"] }) {
  const t = useTranslations("explain.goods");
  const tone = GOODS_TONE[goods];
  return (
    <div className="goods">
      <p>
        <span className="text-muted">{t("question")}</span>{" "}
        <strong data-goods={goods} data-tone={tone} className={TONE[tone]}>
          {t(goods)}
        </strong>
      </p>
      {risk ? (
        <p data-risk={risk} className="text-amber-ink text-xs">
          {t(`risk.${risk}`)}
        </p>
      ) : null}
    </div>
  );
}
