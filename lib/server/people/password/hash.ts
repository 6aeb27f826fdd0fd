import { hash, verify } from "@node-rs/argon2";
import { singleton } from "#lib/server/runtime/singleton.ts";

/** Argon2id off the main thread; the parameters are OWASP's first choice (19 MiB, t=2, p=1). */
const PARAMETERS = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** Hash to keep of a password. */
export function hashPassword(password: string): Promise<string> {
  return hash(password, PARAMETERS);
}

/**
 * Does the password match? Without a hash (an unknown name) it works just as long and says no, so
 * that the time tells nothing.
 */
export async function passwordMatches(
  password: string,
  passwordHash: string | null | undefined,
): Promise<boolean> {
  const matches = await verify(passwordHash ?? (await placeholderHash()), password);
  return matches && passwordHash != null;
}

const placeholderHash = singleton("placeholder-hash", () => hashPassword("nobody's password"));
