/** Where the invoice number goes in the address of an order. */
export const ORDER_PLACE = "{invoice}";

/**
 * The address of the shop's order with this invoice number, which is escaped: it can end neither the
 * path's segment nor the value of a parameter. Null without a template.
 */
export function orderAddress(template: string | null, invoiceId: string): string | null {
  return template?.replaceAll(ORDER_PLACE, () => encodeURIComponent(invoiceId)) ?? null;
}
