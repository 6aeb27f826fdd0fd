import { setTimeout as pause } from "node:timers/promises";
import { hash, verify } from "@node-rs/argon2";
import { staffWorks } from "#lib/server/http/guard/admission.ts";
import { singleton } from "#lib/server/runtime/singleton.ts";

/** Argon2id outside the main thread, with OWASP's recommended parameters (19 MiB, t=2, p=1). */
const PARAMETERS = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** The hash of a password, to be stored. */
export function hashPassword(password: string): Promise<string> {
  return inTurn(() => hash(password, PARAMETERS));
}

/**
 * Whether the password matches. Without a hash (an unknown name) it verifies against a placeholder
 * and returns false, so the duration does not tell whether an account exists.
 */
export async function passwordMatches(
  password: string,
  passwordHash: string | null | undefined,
): Promise<boolean> {
  const known = passwordHash ?? (await placeholderHash());
  const matches = await inTurn(() => verify(known, password));
  return matches && passwordHash != null;
}

const placeholderHash = singleton("placeholder-hash", () => hashPassword("nobody's password"));

const line = singleton("password-hashes", (): { last: Promise<void> } => ({
  last: Promise.resolve(),
}));

/**
 * One hash after another: each takes a core for tens of milliseconds, which a flood of sign-ins would
 * take from all. While staff work, the line rests after each for as long as it took.
 */
function inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
  const done = line().last.then(async () => {
    const begun = performance.now();
    const result = await work();
    return { result, milliseconds: performance.now() - begun };
  });
  line().last = done.then(
    ({ milliseconds }) => (staffWorks({ besides: null }) ? pause(milliseconds) : undefined),
    () => undefined,
  );
  return done.then(({ result }) => result);
}
