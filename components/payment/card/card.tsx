import { useTranslations } from "next-intl";
import { Facts } from "#components/ui/facts/facts.tsx";
import { Foreign } from "#components/ui/facts/foreign.tsx";
import { BRAND_NAME, brandInText, brandOfNumber } from "#lib/card/brand.ts";
import { successorOf } from "#lib/card/issuers.ts";
import { confirmationOf } from "#lib/payment/explanation/explain.ts";
import type { LookUpAnswer } from "#lib/payment/look-up.ts";
import type { Payment } from "#lib/payment/payment.ts";
import { useFactWords } from "../facts/use-facts.ts";
import { BrandMark } from "./brand-mark.tsx";

/**
 * The card, who issued it, whether 3-D Secure was passed and what that means in a dispute. Its numbers to
 * read out stand above (hero/strip.tsx).
 */
export function Card({ answer, payment }: { answer: LookUpAnswer; payment: Payment }) {
  const t = useTranslations();
  const { card } = payment;
  return (
    <Facts
      words={useFactWords()}
      facts={[
        { label: t("fields.mask"), value: card.mask && <CardNumber mask={card.mask} /> },
        { label: t("fields.brand"), value: card.brand && <BrandLine card={card} /> },
        { label: t("fields.issuer"), value: card.issuer && <Issuer issuer={card.issuer} /> },
        { label: t("fields.secure"), value: <Secure answer={answer} /> },
        ...(card.secureDetails
          ? [
              {
                label: t("fields.secure_details"),
                value: card.secureDetails,
                is: "foreign" as const,
              },
            ]
          : []),
      ]}
    />
  );
}

/** First six and last four digits at most, grouped as on the card. */
function CardNumber({ mask: { first, last } }: { mask: NonNullable<Payment["card"]["mask"]> }) {
  const t = useTranslations("card");
  const digits = `${first.padEnd(6, "•")}••••••${last.padStart(4, "•")}`;
  const isWhole = first.length === 6 && last.length === 4;
  return (
    <>
      <span translate="no" className="font-mono">
        {digits.replace(/(.{4})(?=.)/g, "$1 ")}
      </span>
      {isWhole ? (
        // A form, as the number in an address would identify the customer: /api/find seals it.
        <form action="/api/find" method="post" className="print:hidden">
          <input type="hidden" name="text" value={`${first}******${last}`} />
          <button type="submit" className="text-left text-accent text-xs underline">
            {t("same_card")}
          </button>
        </form>
      ) : null}
    </>
  );
}

/** The brand's mark, the bank's word for it, and a warning where the number says otherwise. */
function BrandLine({ card }: Pick<Payment, "card">) {
  const t = useTranslations("card");
  const named = brandInText(card.brand);
  const numbered = brandOfNumber(card.mask?.first ?? "");
  return (
    <span className="inline-flex flex-wrap items-center gap-2">
      {named ? <BrandMark brand={named} /> : null}
      <Foreign>{card.brand ?? ""}</Foreign>
      {named && numbered && named !== numbered ? (
        <span className="basis-full text-amber-ink text-xs">
          {t("brand_differs", { brand: BRAND_NAME[numbered] })}
        </span>
      ) : null}
    </span>
  );
}

function Issuer({ issuer }: { issuer: string }) {
  const t = useTranslations("card");
  const successor = successorOf(issuer);
  return (
    <>
      <Foreign>{issuer}</Foreign>
      {successor ? (
        <span className="block text-muted text-xs">
          {t("former_name", { name: successor.name, since: String(successor.since) })}
        </span>
      ) : null}
    </>
  );
}

function Secure({ answer }: { answer: LookUpAnswer }) {
  const t = useTranslations();
  const { state, liability } = confirmationOf(answer);
  return (
    <>
      {t(`card.secure.${state}`)}
      {liability ? (
        <span className="block text-muted text-xs">{t(`card.liability.${liability}`)}</span>
      ) : null}
    </>
  );
}
