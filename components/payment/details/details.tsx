import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import type { ShownAnswer } from "#lib/payment/look-up.ts";
import { BankWords } from "./bank-words.tsx";
import { DetailsHead } from "./details-head.tsx";
import { Fold } from "./fold.tsx";
import { PaymentFolds } from "./payment-folds.tsx";

/** What a person has left open, and whose memory that is (lib/preferences/folds.ts). */
export interface Memory {
  owner: string;
  open: readonly string[];
}

/** Everything else, folded: the same parts in the same order for every role, language and visit. */
export function Details({
  answer,
  memory: { owner, open },
  children,
}: {
  answer: ShownAnswer;
  memory: Memory;
  /** Further parts, after the bank's. */
  children?: ReactNode;
}) {
  const t = useTranslations();
  return (
    <div className="details">
      <DetailsHead
        owner={owner}
        words={{ details: t("payment_page.details"), openAll: t("payment_page.open_all") }}
      />
      {answer.payment ? (
        <PaymentFolds answer={answer} payment={answer.payment} open={open} />
      ) : null}
      <Fold id="bank" title={t("sections.bank_words")} hint={codesOf(answer)} open={open}>
        <BankWords answer={answer} />
      </Fold>
      {children}
    </div>
  );
}

/** The bank's codes: result of the request, state of the payment and reason. */
function codesOf({ resultCode, statusName, payment }: ShownAnswer): string {
  return [resultCode, statusName, payment?.reason.code].filter(Boolean).join(" · ");
}
