import { useTranslations } from "next-intl";
import { CommandButton } from "#components/command/command-button.tsx";
import { BUTTON } from "#components/ui/button.ts";
import { Notice } from "#components/ui/notice.tsx";
import { useTime } from "#components/ui/use-time.ts";
import type { ShownAnswer } from "#lib/payment/look-up.ts";
import { AnswerView, BriefAnswer } from "./answer-view.tsx";

/**
 * The last known state with its age, while the bank is being asked or where it was not asked. Without
 * one, placeholders of the final layout's size.
 */
export function KnownAnswer({ known, waiting }: { known: ShownAnswer | null; waiting: boolean }) {
  const t = useTranslations("transaction");
  return (
    <div className="space-y-4" data-awaiting-bank={waiting ? "" : undefined}>
      {waiting ? (
        <p className="min-h-9 content-center text-muted text-sm">{t("loading")}</p>
      ) : (
        <Notice tone="slate">
          <p>{t("not_asked")}</p>
          <form method="get">
            <CommandButton command="check_again" type="submit" className={BUTTON.plain}>
              {t("ask_now")}
            </CommandButton>
          </form>
        </Notice>
      )}
      {known ? <LastKnown known={known} isBrief={waiting} /> : waiting ? <Placeholder /> : null}
    </div>
  );
}

/** The last known state, under a heading that says how old it is. */
export function LastKnown({ known, isBrief = false }: { known: ShownAnswer; isBrief?: boolean }) {
  const t = useTranslations("transaction");
  const time = useTime();
  return (
    <section className="space-y-3">
      <h2 className="text-muted text-sm">{t("last_known", { time: time(known.checkedAt) })}</h2>
      {isBrief ? <BriefAnswer answer={known} /> : <AnswerView answer={known} />}
    </section>
  );
}

function Placeholder() {
  const bar = "rounded-sm bg-sunken";
  return (
    <div aria-hidden="true" className="animate-pulse space-y-4">
      <div className="space-y-3 rounded-lg border border-line bg-surface p-5">
        <div className={`h-10 w-64 max-w-full ${bar}`} />
        <div className={`h-6 w-80 max-w-full ${bar}`} />
        <div className={`h-5 w-48 ${bar}`} />
      </div>
      <div className="grid gap-4 lg:grid-cols-2">
        {["amounts", "card"].map((section) => (
          <div key={section} className="h-64 rounded-lg border border-line bg-surface" />
        ))}
      </div>
    </div>
  );
}
