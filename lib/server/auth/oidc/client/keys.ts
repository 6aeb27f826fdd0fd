import { createLocalJWKSet, type JSONWebKeySet, type JWTVerifyGetKey } from "jose";
import { z } from "zod";
import { singleton } from "#lib/server/runtime/singleton.ts";
import { SsoRefused } from "../refused.ts";
import { askJson } from "./ask-json.ts";
import { LIMITS } from "./limits.ts";

/** The keys that the provider signs with (RFC 7517). */

const schema = z.object({ keys: z.array(z.looseObject({ kty: z.string() })).max(100) });

interface Kept {
  url: string;
  keys: JSONWebKeySet;
  at: number;
}
const kept = singleton("sso-keys", (): { last: Kept | null } => ({ last: null }));

/** Gives the key of a token; asks the provider anew for one that is not known. */
export function keysAt(url: string): JWTVerifyGetKey {
  return async (header, token) => {
    const first = await keysOf(url, LIMITS.keysAgeMs);
    try {
      return await createLocalJWKSet(first)(header, token);
    } catch {
      return createLocalJWKSet(await keysOf(url, LIMITS.keysPauseMs))(header, token);
    }
  };
}

async function keysOf(url: string, mostAge: number): Promise<JSONWebKeySet> {
  const { last } = kept();
  if (last?.url === url && Date.now() - last.at < mostAge) return last.keys;
  const read = schema.safeParse(await askJson({ url }));
  if (!read.success) throw new SsoRefused("id_token", "keys");
  kept().last = { url, keys: read.data, at: Date.now() };
  return read.data;
}
