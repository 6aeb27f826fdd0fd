import type { Target } from "./target.ts";

/** One attack on a running product, as somebody would try it. */
export interface Attack {
  /** The finding's id: H, M and L by gravity, O for an outage of somebody's making. */
  id: string;
  /** What the attacker does, in a few words. */
  tries: string;
  /** Takes longer than some seconds, or spoils the target for those that follow. */
  isSlow?: boolean;
  run(target: Target): Promise<Outcome>;
}

export interface Outcome {
  isRefused: boolean;
  /** What the product did, in a few words. */
  answer: string;
}

/** The outcome of an attack that is refused when all of these hold; the answer names those that do not. */
export function refusedIf(conditions: Readonly<Record<string, boolean>>): Outcome {
  const failed = Object.keys(conditions).filter((name) => !conditions[name]);
  const isRefused = failed.length === 0;
  return {
    isRefused,
    answer: isRefused ? Object.keys(conditions).join("; ") : `not so: ${failed.join("; ")}`,
  };
}
