import { singleton } from "#lib/server/runtime/singleton.ts";
import { LIMITS } from "./client/limits.ts";

/** Flows of this process that were used, so that cookie and callback cannot be replayed. */
const used = singleton("oidc-used-flows", () => new Map<string, number>());

/** Marks a flow as used; false if it was used before. */
export function markFlowUsed({ state }: { state: string }): boolean {
  const now = Date.now();
  for (const [old, until] of used()) {
    // A map iterates in the order of insertion, which is the order of use.
    if (until > now) break;
    used().delete(old);
  }
  if (used().has(state)) return false;
  used().set(state, now + LIMITS.flowMs);
  return true;
}
