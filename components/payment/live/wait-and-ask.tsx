"use client";
import { type ComponentType, useEffect, useState } from "react";
import type { CountdownProps } from "./countdown.tsx";

/**
 * The countdown, loaded only where it is offered; without scripts, which it needs, there is none. Its
 * place is kept, so that nothing jumps.
 */
export function WaitAndAsk(props: CountdownProps) {
  const [Loaded, setLoaded] = useState<ComponentType<CountdownProps> | null>(null);
  useEffect(() => {
    import("./countdown.tsx").then(({ Countdown }) => setLoaded(() => Countdown));
  }, []);
  return <div className="min-h-11">{Loaded ? <Loaded {...props} /> : null}</div>;
}
