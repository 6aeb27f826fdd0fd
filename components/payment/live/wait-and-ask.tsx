"use client";
import { type ComponentType, useEffect, useState } from "react";
import type { CountdownProps } from "./countdown.tsx";

/**
 * Loads the code of the countdown on demand, so nothing shows without scripts. Reserves its height, so
 * that the layout does not shift.
 */
export function WaitAndAsk(props: CountdownProps) {
  const [Loaded, setLoaded] = useState<ComponentType<CountdownProps> | null>(null);
  useEffect(() => {
    import("./countdown.tsx").then(({ Countdown }) => setLoaded(() => Countdown));
  }, []);
  return <div className="min-h-11">{Loaded ? <Loaded {...props} /> : null}</div>;
}
