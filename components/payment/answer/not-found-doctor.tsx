import { useMessages, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { StatusBadge } from "#components/status/status-badge.tsx";
import { BUTTON } from "#components/ui/button.ts";
import { Section } from "#components/ui/section.tsx";
import { listPath, NO_FILTERS } from "#lib/list/query.ts";
import { type Environment, environmentMark } from "#lib/payment/environment.ts";
import { type ShownAnswer, transactionPath } from "#lib/payment/look-up.ts";
import { type Cause, looksLikeRrn, type Try, triesFor } from "#lib/payment/not-found.ts";
import { WaitAndAsk } from "../live/wait-and-ask.tsx";

/**
 * The bank's documentation says that a new payment may not be known yet; wait before asking again.
 */
const WAIT_SECONDS = 30;

/**
 * Likely reasons why the bank does not know the number, the likeliest first, each with a link that
 * tries it. Rendering it does not ask the bank.
 */
export function NotFoundDoctor({
  answer,
  terminal,
  terminals,
  similar,
  environment,
}: {
  answer: ShownAnswer;
  /** Terminal named in the address. */
  terminal: string | undefined;
  /** Aliases of all terminals. */
  terminals: readonly string[];
  /** Stored payments with the same last digits. */
  similar: readonly ShownAnswer[];
  environment: Environment;
}) {
  const t = useTranslations("not_found");
  const tries = triesFor({ ...answer, terminal, terminals });
  const byCause = Map.groupBy(tries, ({ cause }) => cause);
  const isRrn = looksLikeRrn(answer.invoiceId);
  return (
    <Section title={t("title")}>
      <ol className="doctor">
        {similar.length > 0 ? (
          <Similar similar={similar} severalTerminals={terminals.length > 1} />
        ) : null}
        {isRrn ? (
          <Item title={t("rrn.title")} text={t("rrn.text")}>
            <a href={listPath({ ...NO_FILTERS, q: answer.invoiceId })} className={BUTTON.plain}>
              {t("rrn.search")}
            </a>
          </Item>
        ) : null}
        <TooFresh />
        {[...byCause].map(([cause, some]) => (
          <Tries key={cause} cause={cause} tries={some} />
        ))}
        <Item
          title={t("other_environment.title")}
          text={t(`other_environment.${environmentMark(environment) ?? "production"}`)}
        />
      </ol>
      <p className="mt-2 text-muted text-xs">{t("logged")}</p>
    </Section>
  );
}

/** A cause with its ways out; what it is about unfolds. */
function Item({ title, text, children }: { title: string; text: string; children?: ReactNode }) {
  return (
    <li>
      <details>
        <summary>
          <h3>{title}</h3>
        </summary>
        <p>{text}</p>
      </details>
      {children ? <div className="flex flex-wrap gap-2">{children}</div> : null}
    </li>
  );
}

function TooFresh() {
  const t = useTranslations("not_found.too_fresh");
  const { not_found } = useMessages();
  const { waiting, stop, asking } = not_found.too_fresh;
  return (
    <Item title={t("title")} text={t("text")}>
      <WaitAndAsk
        seconds={WAIT_SECONDS}
        words={{ start: t("start", { seconds: WAIT_SECONDS }), waiting, stop, asking }}
      />
    </Item>
  );
}

function Tries({ cause, tries }: { cause: Cause; tries: readonly Try[] }) {
  const t = useTranslations("not_found");
  return (
    <Item title={t(`${cause}.title`)} text={t(`${cause}.text`)}>
      {tries.map((one) => (
        <a
          key={`${one.invoiceId} ${one.terminal}`}
          href={transactionPath({ ...one, list: { via: cause } })}
          className={BUTTON.plain}
        >
          {cause === "other_terminal"
            ? t("other_terminal.try", { terminal: one.terminal ?? "" })
            : cause === "p2p" || cause === "payment"
              ? t(`${cause}.try`)
              : t("try", { invoice: one.invoiceId })}
        </a>
      ))}
    </Item>
  );
}

function Similar({
  similar,
  severalTerminals,
}: {
  similar: readonly ShownAnswer[];
  severalTerminals: boolean;
}) {
  const t = useTranslations("not_found.similar");
  return (
    <Item title={t("title")} text={t("text")}>
      <ul className="w-full divide-y divide-line">
        {similar.map((answer) => (
          <li key={answer.observationId}>
            <a
              href={transactionPath({
                ...answer,
                terminal: severalTerminals ? answer.terminal : undefined,
                list: {},
              })}
              className="-mx-2 flex flex-wrap items-center gap-x-3 gap-y-1 rounded-md px-2 py-2 hover:bg-sunken"
            >
              <span translate="no" className="font-mono text-accent text-sm">
                {answer.invoiceId}
              </span>
              <StatusBadge answer={answer} />
            </a>
          </li>
        ))}
      </ul>
    </Item>
  );
}
