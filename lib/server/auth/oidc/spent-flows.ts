import { singleton } from "#lib/server/runtime/singleton.ts";
import { LIMITS } from "./client/limits.ts";

/** Flows that came back already, in this process: whoever has kept cookie and address gains nothing. */
const spent = singleton("sso-spent-flows", () => new Map<string, number>());

/** Uses a flow up; false when it was used before. */
export function spendFlow({ state }: { state: string }): boolean {
  const now = Date.now();
  for (const [old, until] of spent()) {
    // In the order in which they were used.
    if (until > now) break;
    spent().delete(old);
  }
  if (spent().has(state)) return false;
  spent().set(state, now + LIMITS.flowMs);
  return true;
}
