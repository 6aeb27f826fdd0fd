import { useTranslations } from "next-intl";
import { BUTTON, INPUT } from "#components/ui/button.ts";
import { type PersonalField, REVEAL_REASONS } from "#lib/payment/facts/personal.ts";
import type { ShownAnswer } from "#lib/payment/look-up.ts";

/** Asks for a reason and reveals one hidden field in this session. Works without scripts. */
export function Reveal({
  answer,
  field,
  label,
}: {
  answer: Pick<ShownAnswer, "invoiceId" | "terminal" | "service">;
  field: PersonalField;
  label: string;
}) {
  const t = useTranslations("personal");
  const id = `reveal-${field.replace(".", "-")}`;
  return (
    <>
      <button
        type="button"
        popoverTarget={id}
        aria-label={`${t("show")}: ${label}`}
        className="-my-1.5 min-h-8 shrink-0 rounded-md px-2 text-accent text-sm underline underline-offset-2 hover:no-underline"
      >
        {t("show")}
      </button>
      <form
        id={id}
        popover="auto"
        action="/api/reveals"
        method="post"
        className="m-auto w-96 max-w-[94vw] space-y-4 rounded-lg border border-line-strong bg-surface p-5 text-ink backdrop:bg-ink/40"
      >
        <h3 className="font-semibold">{t("title", { field: label })}</h3>
        <input type="hidden" name="invoiceId" value={answer.invoiceId} />
        <input type="hidden" name="terminal" value={answer.terminal} />
        <input type="hidden" name="service" value={answer.service} />
        <input type="hidden" name="field" value={field} />
        <label className="block space-y-1 text-sm">
          <span className="font-medium">{t("reason")}</span>
          <select name="reason" className={`${INPUT} w-full`}>
            {REVEAL_REASONS.map((reason) => (
              <option key={reason} value={reason}>
                {t(`reasons.${reason}`)}
              </option>
            ))}
          </select>
        </label>
        <p className="text-muted text-sm">{t("note")}</p>
        <button type="submit" className={`${BUTTON.primary} w-full`}>
          {t("confirm")}
        </button>
      </form>
    </>
  );
}
