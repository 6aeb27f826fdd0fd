import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Icon } from "#components/ui/icon/icon.tsx";
import { Section } from "#components/ui/section.tsx";
import { explain } from "#lib/payment/explanation/explain.ts";
import type { Silence } from "#lib/payment/explanation/silence.ts";
import type { LookUpAnswer } from "#lib/payment/look-up.ts";
import type { Payment } from "#lib/payment/payment.ts";
import type { ReasonEntry } from "#lib/payment/reason-codes.ts";
import { ReadOut } from "../card/read-out.tsx";
import { useSituation } from "./use-situation.ts";

/** What to do and who acts, the ways to do it, and what the outcome means. */
export function WhatToDo({
  answer,
  silence,
  hold,
  children,
}: {
  answer: LookUpAnswer;
  silence: Silence | null;
  /** When the hold ends. */
  hold?: ReactNode;
  /** Buttons and links for the next step. */
  children: ReactNode;
}) {
  const t = useTranslations("explain");
  const root = useTranslations();
  const { actor } = explain(answer);
  const { next } = useSituation(answer);
  return (
    <Section title={t("labels.next")}>
      <p className="text-base text-ink">
        {silence?.next ? root(silence.next) : next}
        {silence?.next ? null : (
          <span className="ml-2 text-muted text-xs">{t(`actor.${actor}`)}</span>
        )}
      </p>
      {hold}
      <div className="steps">
        {answer.payment ? <ReadOutNumbers payment={answer.payment} /> : null}
        {children}
      </div>
      <Meaning answer={answer} />
    </Section>
  );
}

/** Explains the outcome, and the bank's reason code if there is one, which is for staff only. */
function Meaning({ answer }: { answer: LookUpAnswer }) {
  const t = useTranslations();
  const { reason } = explain(answer);
  const { means } = useSituation(answer);
  return (
    <div className="meaning">
      <p className="text-ink">
        <span className="text-muted">{t("explain.labels.means")}:</span> {means}
      </p>
      {reason ? <Reason reason={reason} /> : null}
    </div>
  );
}

/** What the reason code says; what to make of it unfolds. */
function Reason({ reason: { key } }: { reason: ReasonEntry }) {
  const t = useTranslations();
  return (
    <details className="reason">
      <summary>
        <span className="text-muted">
          {t("explain.labels.code_says")}{" "}
          <span translate="no" className="font-mono">
            {key}
          </span>
          :{" "}
        </span>
        {t(`reasons.code.${key}.meaning`)}{" "}
        <Icon name="padlock" className="inline-block size-3.5 align-[-0.125em]" />
      </summary>
      <p>{t(`reasons.code.${key}.next`)}</p>
      <p className="text-muted">{t("payment_page.no_reason")}</p>
    </details>
  );
}

/** The two numbers that banks search by, large and in groups. */
function ReadOutNumbers({ payment: { rrn, approvalCode } }: { payment: Payment }) {
  const t = useTranslations();
  return (
    <ReadOut
      items={[
        { label: t("fields.rrn"), value: rrn, gloss: t("read_out.rrn_gloss") },
        {
          label: t("fields.approval_code"),
          value: approvalCode,
          gloss: t("read_out.approval_gloss"),
        },
      ]}
    />
  );
}
