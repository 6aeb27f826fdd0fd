import { redirect } from "next/navigation";
import { looksLikeCardNumber } from "#lib/card-number.ts";
import { parseInvoiceId } from "#lib/invoice-number.ts";
import { transactionPath } from "#lib/look-up.ts";
import { requireActor } from "#lib/server/session.ts";

/** More than this is not handed on to the box. */
const LONGEST_TEXT = 200;

/**
 * The short link, and where the browser's own search bar leads: to the payment, or with anything
 * else to the box. Staff only; signed-out visitors come back here.
 */
export default async function ShortLinkPage({ params }: PageProps<"/i/[...invoice]">) {
  const { invoice } = await params;
  const text = invoice.map((part) => decodeURIComponent(part)).join("/");
  // A card number goes no further, not even into the address that the sign-in leads back to.
  const isCard = looksLikeCardNumber(text);
  const path = isCard ? "/?problem=card_number" : `/i/${invoice.join("/")}`;
  await requireActor("payment.look_up", path);
  if (isCard) redirect(path);
  const parsed = parseInvoiceId(text);
  redirect(
    parsed.ok
      ? transactionPath(parsed)
      : `/?invoice=${encodeURIComponent(text.slice(0, LONGEST_TEXT))}`,
  );
}
