import { useTranslations } from "next-intl";
import { BUTTON } from "#components/ui/button.ts";
import { orderAddress } from "#lib/shop/order-address.ts";

/** Where the shop and the bank keep more about a payment; null for what the settings do not say. */
export interface Places {
  /** With {invoice}. */
  orderUrl: string | null;
  /** The bank's cabinet, where amounts are charged, released and refunded. */
  cabinetUrl: string | null;
}

/**
 * The ways on from a payment: to the order in the shop's own system, and to the bank's cabinet.
 * Nothing without either. The pages open beside this one and do not learn its address.
 */
export function OrderLinks({ invoiceId, places }: { invoiceId: string; places: Places }) {
  const t = useTranslations("shop");
  const order = orderAddress(places.orderUrl, invoiceId);
  if (!order && !places.cabinetUrl) return null;
  return (
    <div className="flex flex-wrap gap-2 print:hidden">
      {order ? <Onward href={order} title={t("open_order")} /> : null}
      {places.cabinetUrl ? <Onward href={places.cabinetUrl} title={t("open_cabinet")} /> : null}
    </div>
  );
}

function Onward({ href, title }: { href: string; title: string }) {
  const t = useTranslations("shop");
  return (
    <a href={href} target="_blank" rel="noreferrer" className={BUTTON.plain}>
      {title}
      <span aria-hidden="true">↗</span>
      <span className="sr-only">{t("new_tab")}</span>
    </a>
  );
}
