import { useTranslations } from "next-intl";
import { BUTTON } from "#components/ui/button.ts";
import type { LookUpAnswer } from "#lib/payment/look-up.ts";
import type { ShareChoice, ShareSnapshot } from "#lib/share/share.ts";
import type { ShareContext } from "#lib/share/words.ts";
import { ShopHead } from "./share-frame.tsx";
import { SharedPayment } from "./shared-payment.tsx";

/** What the recipient will see, and the button that makes the link with that content. */
export function SharePreview({
  answer,
  snapshot,
  choice,
  form,
  context,
}: {
  answer: LookUpAnswer;
  snapshot: ShareSnapshot;
  choice: ShareChoice;
  /** Id of this form, so that submitting it twice makes one link. */
  form: string;
  context: ShareContext;
}) {
  const t = useTranslations("share");
  const fields = {
    form,
    invoiceId: answer.invoiceId,
    terminal: answer.terminal,
    service: answer.service,
    observation: answer.observationId,
    fields: choice.fields.join(","),
    language: choice.language,
    hours: choice.hours,
    views: choice.views,
  };
  return (
    <section className="space-y-4 lg:sticky lg:top-20">
      <h2 className="font-semibold text-ink">{t("preview_title")}</h2>
      {/* As wide as a phone, on which most links are opened. */}
      <div className="mx-auto max-w-sm overflow-hidden rounded-lg border-4 border-line-strong bg-canvas">
        <div className="border-line border-b bg-surface px-4 py-2">
          <ShopHead shop={context.shop} />
        </div>
        <div className="p-3">
          <SharedPayment snapshot={snapshot} context={context} />
        </div>
      </div>
      <form action="/api/shares" method="post" className="space-y-2">
        {Object.entries(fields).map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        <button type="submit" className={`${BUTTON.primary} w-full sm:w-auto`}>
          {t("create")}
        </button>
        <p className="text-muted text-sm">{t("create_note")}</p>
      </form>
    </section>
  );
}
