import { z } from "zod";
import { isTrustworthy } from "#lib/http/loopback.ts";
import { ORDER_PLACE, orderAddress } from "#lib/shop/order-address.ts";
import { isShopName, isShopPhone } from "#lib/shop/shop.ts";
import { descriptions } from "./setting.ts";

/** Settings of the shop: how it calls itself, and where its orders are. */

export const shopVariables = {
  SHOP_NAME: z.string().trim().refine(isShopName).optional().register(descriptions, {
    group: "shop",
    meaning:
      "The shop's name as customers know it. It stands on the pages of share links, on the PDF and below messages to customers.",
    advice: "must be a name of at most 60 characters in one line",
    example: "Example",
  }),
  SHOP_PHONE: z.string().trim().refine(isShopPhone).optional().register(descriptions, {
    group: "shop",
    meaning: "The telephone number that customers may call; it stands beside the name.",
    advice: "must be one telephone number such as +7 727 000 00 00",
    example: "+77270000000",
  }),
  SHOP_ORDER_URL: z.string().trim().refine(isOrderTemplate).optional().register(descriptions, {
    group: "shop",
    meaning:
      "The address of an order in the shop's own system, with `{invoice}` for the invoice number. Staff reach it from the payment's page.",
    advice:
      "must be an https address with {invoice} in its path, query or fragment, such as https://shop.example.kz/admin/orders/{invoice}; http on this machine only, without user name and password",
    example: "https://shop.example.kz/admin/orders/{invoice}",
  }),
  HOLD_DAYS: z.coerce.number().int().min(1).max(60).optional().register(descriptions, {
    group: "shop",
    meaning:
      "After how many days the bank lets a held amount go, as your contract with the bank says. Without it no end of a hold is shown.",
    advice: "must be a number of days from 1 to 60",
    example: "7",
  }),
};
const schema = z.object(shopVariables);

/** What is known of the shop; null for what is not set. */
export function shopOf(read: z.infer<typeof schema>) {
  return {
    name: read.SHOP_NAME ?? null,
    phone: read.SHOP_PHONE ?? null,
    /** With `{invoice}`; `orderAddress` fills it in. */
    orderUrl: read.SHOP_ORDER_URL ?? null,
    holdDays: read.HOLD_DAYS ?? null,
  };
}

/** Whether every invoice number leads to the same host over https, or over http to this machine. */
function isOrderTemplate(template: string): boolean {
  if (!template.includes(ORDER_PLACE)) return false;
  const [one, other] = ["1", "2"].map((invoice) => orderAddress(template, invoice));
  if (!one || !other || !URL.canParse(one) || !URL.canParse(other)) return false;
  const { origin, username, password } = new URL(one);
  return origin === new URL(other).origin && !username && !password && isTrustworthy(new URL(one));
}
