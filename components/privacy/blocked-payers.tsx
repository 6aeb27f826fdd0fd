import { useTranslations } from "next-intl";
import { BUTTON } from "#components/ui/button.ts";
import { useTime } from "#components/ui/use-time.ts";
import type { PayerBlock } from "#lib/payment/facts/personal.ts";

/** Payer blocks, each identified by its payment, with a button that lifts it. */
export function BlockedPayers({
  blocks,
  mayLift,
}: {
  blocks: readonly PayerBlock[];
  mayLift: boolean;
}) {
  const t = useTranslations("privacy");
  const time = useTime();
  return (
    <ul className="divide-y divide-line text-sm">
      {blocks.map(({ id, invoiceId, reason, blockedAt, blockedBy }) => (
        <li
          key={id}
          className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 py-3 first:pt-0 last:pb-0"
        >
          <div className="min-w-0 space-y-0.5 [overflow-wrap:anywhere]">
            <p translate="no" className="font-mono text-ink">
              {invoiceId}
            </p>
            <p className="text-muted">
              {t(`block.reasons.${reason}`)} ·{" "}
              {t("blocked_by", { who: blockedBy, time: time(blockedAt) })}
            </p>
          </div>
          {mayLift ? (
            <form action="/api/payer-blocks/lift" method="post">
              <button
                type="submit"
                name="id"
                value={id}
                aria-label={t("lift_which", { invoice: invoiceId })}
                className={BUTTON.plain}
              >
                {t("lift")}
              </button>
            </form>
          ) : null}
        </li>
      ))}
    </ul>
  );
}
