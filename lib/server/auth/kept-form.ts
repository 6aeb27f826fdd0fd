import "server-only";
import { z } from "zod";
import { looksLikeCardNumber } from "#lib/card/card-number.ts";
import { LONGEST_PATH } from "#lib/http/safe-path.ts";
import { sealPacked, unsealPacked } from "#lib/server/crypto/sealed-text.ts";

/**
 * What somebody sent after their session had ended, or before they re-authenticated. The way back
 * through the sign-in carries it, sealed: no table and no cookie holds it. It is good for 30 minutes.
 */

const keptSchema = z.object({
  /**
   * A question may be asked again by itself, as a link could have asked it. An act changes something
   * and waits for another press by the person who sent it.
   */
  is: z.enum(["question", "act"]),
  /** The person whose session had ended; null when the browser held none. */
  owner: z.string().nullable(),
  sentAt: z.number(),
  /** Where it was sent: path and query. */
  to: z.string(),
  /** The form's fields; none for a link. */
  fields: z.record(z.string(), z.string()),
});
export type KeptForm = z.infer<typeof keptSchema>;

const GOOD_FOR_MILLISECONDS = 30 * 60_000;

/** What is sealed needs no escaping on its way; with the path before it, it is a way back. */
const LONGEST_SEALED = LONGEST_PATH - "/resume?typed=".length;

/**
 * The path that goes on with what was sent; null when it is too long for an address. Callers choose
 * the fields: never passwords, codes or secrets. Card numbers are left out.
 */
export function resumePath(given: Omit<KeptForm, "sentAt">): string | null {
  const fields = Object.entries(given.fields).filter(([, value]) => !looksLikeCardNumber(value));
  const kept: KeptForm = { ...given, fields: Object.fromEntries(fields), sentAt: Date.now() };
  const sealed = sealPacked(JSON.stringify(kept), "typed");
  return sealed.length > LONGEST_SEALED ? null : `/resume?typed=${sealed}`;
}

/** What was kept, for the person who sent it; else why it is not shown. */
export type Resumed = { is: "kept"; kept: KeptForm } | { is: "gone" } | { is: "of_another" };

/** Opens what `resumePath` sealed. */
export function readKept(sealed: string, personId: string): Resumed {
  const text = unsealPacked(sealed, "typed");
  const kept = text === null ? null : keptSchema.parse(JSON.parse(text));
  if (!kept || Date.now() - kept.sentAt > GOOD_FOR_MILLISECONDS) return { is: "gone" };
  // Without a session anybody can have an act sealed, and lead somebody else to it.
  const isOwn = kept.owner === personId || (kept.owner === null && kept.is === "question");
  return isOwn ? { is: "kept", kept } : { is: "of_another" };
}
