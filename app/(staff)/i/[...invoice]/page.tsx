import { redirect } from "next/navigation";
import { orMissing } from "#app/missing-page.tsx";
import { requireActor } from "#lib/server/auth/current-actor.ts";
import { pathFor } from "#lib/server/payment-list/box/search-box.ts";

/**
 * The short link, also used by the browser's search bar: redirects a number to its payment, any
 * other text to the search that can answer it. Staff only; signed-out visitors return here after
 * signing in.
 */
export default orMissing(async function ShortLinkPage({ params }: PageProps<"/i/[...invoice]">) {
  const { invoice } = await params;
  const text = invoice.map((part) => decodeURIComponent(part)).join("/");
  const { path, refused } = pathFor(text, { among: "bank", terminal: undefined });
  // Drops a card number before it could get into the callback address of the sign-in.
  await requireActor("payment.look_up", refused ? path : `/i/${invoice.join("/")}`);
  redirect(path);
});
