import { useFormatter, useTranslations } from "next-intl";
import { type Fact, Facts } from "#components/ui/facts/facts.tsx";
import { Foreign } from "#components/ui/facts/foreign.tsx";
import { useTime } from "#components/ui/use-time.ts";
import { BRAND_NAME, brandInText } from "#lib/card/brand.ts";
import { confirmationOf } from "#lib/payment/explanation/explain.ts";
import type { ShownAnswer } from "#lib/payment/look-up.ts";
import type { Payment } from "#lib/payment/payment.ts";
import { Reveal } from "../facts/reveal.tsx";
import { useFactWords, useHelp } from "../facts/use-facts.ts";

/** What callers ask for: when, which card, 3-D Secure, the two numbers to read out, and who paid. */
export function Strip({ answer, payment }: { answer: ShownAnswer; payment: Payment }) {
  const t = useTranslations("payment_page.facts");
  const fields = useTranslations("fields");
  const help = useHelp();
  const { createdAt, card, rrn, approvalCode, payer } = payment;
  const code = (label: string, value: string | null, about: "rrn" | "approval_code"): Fact => ({
    ...{ label, value, is: "groups", copy: true, help: help(about) },
  });
  return (
    <div className="payment-strip">
      <Facts
        look="strip"
        words={useFactWords()}
        facts={[
          { label: t("when"), value: createdAt && <When createdAt={createdAt} /> },
          { label: t("card"), value: card.mask || card.brand ? <CardLine card={card} /> : null },
          { label: fields("secure"), value: <Secure answer={answer} /> },
          code(t("rrn"), rrn, "rrn"),
          code(t("approval_code"), approvalCode, "approval_code"),
          {
            label: t("customer"),
            value: payer.name,
            is: "foreign",
            action: answer.hidden.includes("payer.name") ? (
              <Reveal answer={answer} field="payer.name" label={fields("name")} />
            ) : null,
          },
        ]}
      />
    </div>
  );
}

/** The bank's moment in the shop's zone, with how long ago that was; its text where it is no date. */
function When({ createdAt }: { createdAt: NonNullable<Payment["createdAt"]> }) {
  const time = useTime();
  const format = useFormatter();
  const { instant, raw } = createdAt;
  if (!instant) return <Foreign>{raw}</Foreign>;
  return (
    <>
      <time dateTime={instant}>{time(instant, "moment")}</time>{" "}
      <span className="text-muted text-xs">
        {format.relativeTime(new Date(instant), new Date())}
      </span>
    </>
  );
}

/** Brand, last four digits and issuer; the whole line stands among the details. */
function CardLine({ card: { mask, brand, issuer } }: Pick<Payment, "card">) {
  const named = brandInText(brand);
  const name = named ? BRAND_NAME[named] : brand;
  return (
    <span className="card-line">
      {name ? <Foreign>{name}</Foreign> : null}
      {mask?.last ? (
        <span translate="no" className="whitespace-nowrap">
          •• {mask.last}
        </span>
      ) : null}
      {issuer ? <Foreign>{issuer}</Foreign> : null}
    </span>
  );
}

function Secure({ answer }: { answer: ShownAnswer }) {
  const t = useTranslations("card.secure");
  const { state, liability } = confirmationOf(answer);
  return (
    <span className={liability === "not_passed" ? "font-medium text-amber-ink" : undefined}>
      {t(state)}
    </span>
  );
}
