import { useTranslations } from "next-intl";
import { Fragment, type ReactNode } from "react";
import { Notice } from "#components/ui/notice.tsx";
import type { Silence } from "#lib/payment/explanation/silence.ts";
import type { ShownAnswer } from "#lib/payment/look-up.ts";
import type { Flag } from "#lib/payment/payment.ts";
import { useFieldLabel } from "../facts/use-field-label.ts";
import { BankWords } from "./bank-words.tsx";
import { Guidance } from "./guidance.tsx";
import { Headline } from "./headline.tsx";
import { PaymentSections } from "./payment-sections.tsx";

/**
 * A complete answer of the bank: outcome first, then what to do, then the details. Another look-up
 * replaces the elements of the one before, all but `live`: where a browser's translator has replaced
 * our text nodes, React would change nodes that are not in the page any more.
 */
export function AnswerView({
  answer,
  lookUp = answer.observationId,
  silence = null,
  live,
  actions,
  children,
}: {
  answer: ShownAnswer;
  /** Id of the look-up that the page shows, where it is not the answer's own. */
  lookUp?: string;
  /** Set when this is the last known state and the bank says nothing new. */
  silence?: Silence | null;
  /** The age of the answer and the button that asks again. */
  live?: ReactNode;
  /** Actions, right below the outcome. */
  actions?: ReactNode;
  /** Further sections, after the bank's. */
  children?: ReactNode;
}) {
  return (
    <article data-kind={answer.kind} data-class={answer.class} className="space-y-4">
      <Fragment key={`${lookUp} first`}>
        <Headline answer={answer} silence={silence} />
        {silence ? null : <Guidance answer={answer} silence={null} />}
      </Fragment>
      {live}
      <Fragment key={`${lookUp} details`}>
        {silence ? <Guidance answer={answer} silence={silence} /> : null}
        {actions}
        <Quality flags={answer.flags} />
        <div className="gap-4 lg:columns-2 [&>*]:mb-4 [&>*]:break-inside-avoid">
          {answer.payment ? <PaymentSections answer={answer} payment={answer.payment} /> : null}
          {children}
          <BankWords answer={answer} />
        </div>
      </Fragment>
    </article>
  );
}

/** The first screen of the last known answer while the bank is being asked: it gives no verdict. */
export function BriefAnswer({ answer }: { answer: ShownAnswer }) {
  return (
    <article data-kind={answer.kind} data-class={answer.class}>
      <Headline answer={answer} isWaiting />
    </article>
  );
}

/** Data quality: all warnings about the answer in one place. */
function Quality({ flags }: { flags: readonly Flag[] }) {
  const t = useTranslations("flags");
  const sections = useTranslations("sections");
  const label = useFieldLabel();
  const worth = flags.filter(
    ({ code, field }, place) =>
      code !== "unknown_fields" &&
      flags.findIndex((flag) => flag.code === code && flag.field === field) === place,
  );
  if (worth.length === 0) return null;
  return (
    <Notice tone="amber" title={sections("quality")}>
      <ul className="list-disc space-y-1 pl-5">
        {worth.map(({ code, field = "", raw = "", count = 0 }) => (
          <li key={`${code} ${field}`}>{t(code, { field: label(field), raw, count })}</li>
        ))}
      </ul>
    </Notice>
  );
}
