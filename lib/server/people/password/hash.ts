import { hash, verify } from "@node-rs/argon2";
import { singleton } from "#lib/server/runtime/singleton.ts";

/** Argon2id outside the main thread, with OWASP's recommended parameters (19 MiB, t=2, p=1). */
const PARAMETERS = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** The hash of a password, to be stored. */
export function hashPassword(password: string): Promise<string> {
  return hash(password, PARAMETERS);
}

/**
 * Whether the password matches. Without a hash (an unknown name) it verifies against a placeholder
 * and returns false, so the duration does not tell whether an account exists.
 */
export async function passwordMatches(
  password: string,
  passwordHash: string | null | undefined,
): Promise<boolean> {
  const matches = await verify(passwordHash ?? (await placeholderHash()), password);
  return matches && passwordHash != null;
}

const placeholderHash = singleton("placeholder-hash", () => hashPassword("nobody's password"));
