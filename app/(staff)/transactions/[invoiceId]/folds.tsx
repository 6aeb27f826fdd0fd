import { getLocale, getTimeZone, getTranslations } from "next-intl/server";
import { Fold } from "#components/payment/details/fold.tsx";
import { AccessHistory } from "#components/payment/history/access-history.tsx";
import { TakeAlong } from "#components/payment/take-along/take-along.tsx";
import { can } from "#lib/account/access.ts";
import type { ShownAnswer } from "#lib/payment/look-up.ts";
import type { Actor } from "#lib/server/actor.ts";
import type { PaymentView } from "#lib/server/look-up/payment-page.ts";
import { formatTime } from "#lib/time/format.ts";
import { PayerData } from "./payer-data.tsx";
import { ShareLinks } from "./share-links.tsx";

/** The folded parts that are ours and not the bank's, always in this order. */
export async function Folds({
  accesses,
  keptUntil,
  taken,
  actor,
  path,
  open,
}: {
  accesses: PaymentView["accesses"];
  /** When the newest observation is deleted. */
  keptUntil: Date;
  taken: Omit<Parameters<typeof TakeAlong>[0], "answer"> & { answer: ShownAnswer };
  actor: Actor;
  /** Path of the payment's page, to return to. */
  path: string;
  /** The ids of the parts that stand open. */
  open: readonly string[];
}) {
  const t = await getTranslations();
  const { answer } = taken;
  const locale = await getLocale();
  const timeZone = await getTimeZone();
  const kept = formatTime(keptUntil, { locale, timeZone, style: "long" });
  return (
    <>
      <Fold id="take" title={t("take.title")} open={open}>
        <TakeAlong {...taken} />
        <p className="mt-2 text-muted text-xs">{t("retention.kept_until", { time: kept })}</p>
      </Fold>
      {can(actor.role, "share.manage") ? (
        <Fold id="links" title={t("share.live.title")} open={open}>
          <ShareLinks answer={answer} path={path} />
        </Fold>
      ) : null}
      {answer.payment ? (
        // That a customer's data is hidden is told without a press.
        <Fold
          id="privacy"
          title={t("privacy.title")}
          open={answer.payerBlocked ? [...open, "privacy"] : open}
        >
          <PayerData answer={answer} actor={actor} />
        </Fold>
      ) : null}
      {accesses ? (
        <Fold id="lookers" title={t("lookers.title")} hint={String(accesses.length)} open={open}>
          <AccessHistory
            rows={accesses}
            logPath={can(actor.role, "audit.read") ? `/audit?resource=${answer.invoiceId}` : null}
          />
        </Fold>
      ) : null}
    </>
  );
}
