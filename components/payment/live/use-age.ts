import { useEffect, useState } from "react";
import { steadyNow } from "#lib/time/steady-clock.ts";

/** The age of what came with one, updated every second; null until hydration. */
export function useAge(of: { ageMilliseconds: number }): number | null {
  const [age, setAge] = useState<number | null>(null);
  useEffect(() => {
    const since = steadyNow() - of.ageMilliseconds;
    const tick = () => setAge(steadyNow() - since);
    tick();
    const timer = setInterval(tick, 1_000);
    return () => clearInterval(timer);
  }, [of]);
  return age;
}
