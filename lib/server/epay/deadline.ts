/** The time one question has, and its caller's leave to go on. */
export interface Deadline {
  /** Aborted when the time is over or the caller has gone. */
  readonly signal: AbortSignal;
  remainingMs(): number;
  /** Gives timer and listener back; to be called in every case. */
  clear(): void;
}

/** Starts now. */
export function startDeadline({
  ms,
  monotonic,
  caller,
}: {
  ms: number;
  monotonic: () => number;
  caller?: AbortSignal | undefined;
}): Deadline {
  const controller = new AbortController();
  const end = monotonic() + ms;
  const stop = () => controller.abort();
  const timer = setTimeout(stop, ms);
  caller?.addEventListener("abort", stop, { once: true });
  if (caller?.aborted) stop();
  return {
    signal: controller.signal,
    remainingMs: () => (controller.signal.aborted ? 0 : Math.max(0, end - monotonic())),
    clear: () => {
      clearTimeout(timer);
      caller?.removeEventListener("abort", stop);
    },
  };
}

/** What the promise gives, or null when the signal comes first; the promise itself goes on. */
export function unlessAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T | null> {
  return new Promise((resolve, reject) => {
    const stop = () => resolve(null);
    if (signal.aborted) return stop();
    signal.addEventListener("abort", stop, { once: true });
    const settled = () => signal.removeEventListener("abort", stop);
    promise.then(resolve, reject).finally(settled);
  });
}

/** Waits, but not longer than until the signal. */
export function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      signal.removeEventListener("abort", done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal.addEventListener("abort", done, { once: true });
    if (signal.aborted) done();
  });
}
