import "server-only";
import { z } from "zod";
import { type Act, actSchema } from "#lib/account/acts.ts";
import type { Actor } from "#lib/server/actor.ts";
import { seal, unseal } from "#lib/server/crypto/sealed-text.ts";

/**
 * The act for which a person is asked to re-authenticate. It stands sealed in the address of the page
 * that asks, as it may name a colleague. It proves nothing; see `people/proofs.ts`.
 */

const GOOD_FOR_MILLISECONDS = 30 * 60_000;

const requestSchema = z.object({ act: actSchema, owner: z.string(), askedAt: z.number() });

/** Seals an act for the address of the page that asks this person for it. */
export function sealAct(act: Act, { personId }: Pick<Actor, "personId">): string {
  return seal(JSON.stringify({ act, owner: personId, askedAt: Date.now() }), "act");
}

/** The act of such an address, if this person was asked for it in the last 30 minutes; else null. */
export function readAct(sealed: string, { personId }: Pick<Actor, "personId">): Act | null {
  const text = unseal(sealed, "act");
  const request = text === null ? null : requestSchema.safeParse(JSON.parse(text)).data;
  if (request?.owner !== personId) return null;
  return Date.now() - request.askedAt < GOOD_FOR_MILLISECONDS ? request.act : null;
}
