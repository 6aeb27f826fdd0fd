import { redirect } from "next/navigation";
import { requireActor } from "#lib/server/auth/current-actor.ts";
import { pathFor } from "#lib/server/payment-list/search-box.ts";

/**
 * The short link, and where the browser's own search bar leads: to the payment, or with anything
 * else to what can answer it. Staff only; signed-out visitors come back here.
 */
export default async function ShortLinkPage({ params }: PageProps<"/i/[...invoice]">) {
  const { invoice } = await params;
  const text = invoice.map((part) => decodeURIComponent(part)).join("/");
  const { path, refused } = pathFor(text, { among: "bank", terminal: undefined });
  // A card number goes no further, not even into the address that the sign-in leads back to.
  await requireActor("payment.look_up", refused ? path : `/i/${invoice.join("/")}`);
  redirect(path);
}
