import { useEffect, useEffectEvent, useRef, useState } from "react";
import { IDLE_SECONDS, WARNING_SECONDS } from "#lib/account/session-times.ts";
import { ApiError, SIGNED_OUT_EVENT } from "#lib/api/client.ts";
import { fetchSessionTime } from "#lib/api/session.ts";
import { steadyNow } from "#lib/time/steady-clock.ts";

/** What the page knows of its person's session. */
export type SessionState =
  | { is: "fine" }
  /** It ends soon. */
  | { is: "ending"; secondsLeft: number; canStay: boolean }
  /** It has ended while somebody is at the page. */
  | { is: "ended" }
  /** It has ended and nobody is there: what the page shows is hidden. */
  | { is: "locked" };

const TICK_MILLISECONDS = 1_000;
/** After so long without a key or a pointer nobody counts as being at the page. */
const AWAY_MILLISECONDS = 60_000;

/**
 * Watches the session by the clock, and asks the server before it says anything: another tab may have
 * kept the session alive, or have signed in anew.
 */
export function useSession(email: string): { state: SessionState; stay: () => void } {
  const [state, setState] = useState<SessionState>({ is: "fine" });
  /** Moments of the steady clock, which goes on while the machine sleeps. */
  const endsAt = useRef(Number.POSITIVE_INFINITY);
  const lastUsedAt = useRef(0);
  const isAsking = useRef(false);

  async function ask(byTimer: boolean) {
    if (isAsking.current) return;
    isAsking.current = true;
    try {
      const time = await fetchSessionTime({ byTimer });
      if (time.email !== email) return end();
      endsAt.current = steadyNow() + time.secondsLeft * 1_000;
      const { secondsLeft, canStay } = time;
      const isEnding = secondsLeft <= WARNING_SECONDS;
      setState(isEnding ? { is: "ending", secondsLeft, canStay } : { is: "fine" });
    } catch (error) {
      // Without a connection the clock alone decides: a page must not stay open for want of one.
      const left = secondsUntil(endsAt.current);
      if (left <= 0 || (error instanceof ApiError && error.code === "signed_out")) end();
      else setState({ is: "ending", secondsLeft: left, canStay: true });
    } finally {
      isAsking.current = false;
    }
  }

  function end() {
    const isAway = steadyNow() - lastUsedAt.current >= AWAY_MILLISECONDS;
    setState({ is: isAway ? "locked" : "ended" });
  }

  const tick = useEffectEvent(() => {
    const left = secondsUntil(endsAt.current);
    switch (state.is) {
      case "fine":
        if (left <= WARNING_SECONDS) ask(true);
        break;
      case "ending":
        if (left <= 0) ask(true);
        else setState({ ...state, secondsLeft: left });
        break;
      case "ended":
        end();
        break;
      case "locked":
        break;
    }
  });
  const onSignedOut = useEffectEvent(() => {
    if (state.is === "fine" || state.is === "ending") end();
  });
  const onReturn = useEffectEvent(() => {
    if (document.visibilityState === "visible" && state.is !== "fine") ask(true);
  });

  useEffect(() => {
    endsAt.current = steadyNow() + IDLE_SECONDS * 1_000;
    lastUsedAt.current = steadyNow();
    const onUse = () => {
      lastUsedAt.current = steadyNow();
    };
    const stop = new AbortController();
    const { signal } = stop;
    for (const name of ["keydown", "pointerdown", "pointermove", "input"]) {
      document.addEventListener(name, onUse, { signal, passive: true });
    }
    document.addEventListener("visibilitychange", () => onReturn(), { signal });
    window.addEventListener("focus", () => onReturn(), { signal });
    window.addEventListener(SIGNED_OUT_EVENT, () => onSignedOut(), { signal });
    const timer = setInterval(() => tick(), TICK_MILLISECONDS);
    return () => {
      stop.abort();
      clearInterval(timer);
    };
  }, []);

  return { state, stay: () => void ask(false) };
}

function secondsUntil(moment: number): number {
  return Math.ceil((moment - steadyNow()) / 1_000);
}
