import { useTranslations } from "next-intl";

/** The button that a promise was kept. */
export function DoneForm({ id, invoiceId, back }: { id: string; invoiceId: string; back: string }) {
  const t = useTranslations("call_back");
  return (
    <form action="/api/call-backs" method="post" className="shrink-0">
      <input type="hidden" name="done" value={id} />
      <input type="hidden" name="back" value={back} />
      <button
        type="submit"
        aria-label={t("done_which", { invoice: invoiceId })}
        className="min-h-9 rounded-md border border-line-strong bg-surface px-3 text-ink text-sm hover:bg-sunken max-sm:min-h-11"
      >
        {t("done")}
      </button>
    </form>
  );
}
