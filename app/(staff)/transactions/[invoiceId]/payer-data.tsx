import { getTranslations } from "next-intl/server";
import { BUTTON, INPUT } from "#components/ui/button.ts";
import { can } from "#lib/account/access.ts";
import { BLOCK_REASONS } from "#lib/payment/facts/personal.ts";
import type { ShownAnswer } from "#lib/payment/look-up.ts";
import type { Actor } from "#lib/server/actor.ts";

/** Says what is stored about the payer and offers to block it at the payer's request. */
export async function PayerData({ answer, actor }: { answer: ShownAnswer; actor: Actor }) {
  const t = await getTranslations("privacy");
  return (
    <div className="space-y-2 print:hidden">
      {answer.payerBlocked ? (
        <p className="text-ink text-sm">{t("block.blocked")}</p>
      ) : can(actor.role, "payer.block") ? (
        <BlockForm answer={answer} />
      ) : (
        <p className="text-muted text-sm">{t("block.by_supervisor")}</p>
      )}
      <a href="/personal-data" className="inline-block text-accent text-sm hover:underline">
        {t("what_and_why")}
      </a>
    </div>
  );
}

async function BlockForm({
  answer: { invoiceId, terminal, service },
}: {
  answer: Pick<ShownAnswer, "invoiceId" | "terminal" | "service">;
}) {
  const t = await getTranslations("privacy.block");
  return (
    <details>
      <summary className="inline-block py-1 text-accent text-sm">{t("begin")}</summary>
      <form action="/api/payer-blocks" method="post" className="max-w-prose space-y-3 pt-2">
        <p className="text-muted text-sm">{t("note")}</p>
        <input type="hidden" name="invoiceId" value={invoiceId} />
        <input type="hidden" name="terminal" value={terminal} />
        <input type="hidden" name="service" value={service} />
        <label className="block space-y-1 text-sm">
          <span className="font-medium">{t("reason")}</span>
          <select name="reason" className={`${INPUT} w-full sm:w-80`}>
            {BLOCK_REASONS.map((reason) => (
              <option key={reason} value={reason}>
                {t(`reasons.${reason}`)}
              </option>
            ))}
          </select>
        </label>
        <button type="submit" className={BUTTON.plain}>
          {t("confirm")}
        </button>
      </form>
    </details>
  );
}
