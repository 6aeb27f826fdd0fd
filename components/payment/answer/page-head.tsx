import { useTranslations } from "next-intl";
import { ARROW } from "#components/ui/icon/arrow.ts";
import { Icon } from "#components/ui/icon/icon.tsx";
import type { InList } from "#lib/list/context.ts";
import type { PasteChange } from "#lib/paste/paste.ts";
import { isUsualInvoiceId } from "#lib/payment/invoice-number.ts";

/** Links to the list and its neighbouring payments, and how the typed text was read. */
export function PageHead({
  invoiceId,
  changes,
  inList,
}: {
  invoiceId: string;
  changes: readonly PasteChange[];
  inList: InList | null;
}) {
  const t = useTranslations();
  return (
    <>
      <ListLinks inList={inList} />
      {changes.length > 0 ? (
        <p className="text-muted text-sm">
          {t("history.read_as", {
            invoice: invoiceId,
            changes: changes.map((change) => t(`paste.changes.${change}`)).join(", "),
          })}
        </p>
      ) : null}
      {isUsualInvoiceId(invoiceId) ? null : (
        <p className="text-muted text-sm">{t("transaction.unusual_length")}</p>
      )}
    </>
  );
}

const LINK = "inline-flex min-h-6 items-center gap-1.5 text-muted text-sm hover:text-ink";

/** Links back to the list and to the previous and the next payment in it. */
function ListLinks({ inList }: { inList: InList | null }) {
  const t = useTranslations();
  if (!inList) {
    return (
      <a href="/" className={`${LINK} max-sm:sr-only focus:not-sr-only`}>
        <Icon name="arrow" className={ARROW.back} />
        {t("transaction.back")}
      </a>
    );
  }
  const { back, previous, next, place, total } = inList;
  return (
    <nav aria-label={t("history.pages")} className="flex flex-wrap items-center gap-x-5 gap-y-1">
      <a href={back} className={LINK}>
        <Icon name="arrow" className={ARROW.back} />
        {t("history.in_list.back")}
      </a>
      <span className="ml-auto inline-flex flex-wrap items-center gap-x-4 gap-y-1">
        {previous ? (
          <a href={previous} rel="prev" className={LINK}>
            <Icon name="arrow" className={ARROW.up} />
            {t("history.in_list.previous")}
          </a>
        ) : null}
        <span className="text-muted text-sm max-sm:hidden">
          {t("history.in_list.place", { place, total })}
        </span>
        {next ? (
          <a href={next} rel="next" className={LINK}>
            {t("history.in_list.next")}
            <Icon name="arrow" className={ARROW.down} />
          </a>
        ) : null}
      </span>
    </nav>
  );
}
