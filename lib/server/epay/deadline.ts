/** The deadline of one question, combined with its caller's signal. */
export interface Deadline {
  /** Aborts when the time is over or the caller's signal aborts. */
  readonly signal: AbortSignal;
  remainingMs(): number;
  /** Whether the caller's signal has aborted. */
  isCallerGone(): boolean;
  /** Removes timer and listener; must be called in every case. */
  clear(): void;
}

/** Starts a deadline of `ms` milliseconds from now. */
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
    isCallerGone: () => caller?.aborted ?? false,
    clear: () => {
      clearTimeout(timer);
      caller?.removeEventListener("abort", stop);
    },
  };
}

/** The promise's value, or null when the signal aborts first; the promise itself continues. */
export function unlessAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T | null> {
  return new Promise((resolve, reject) => {
    const stop = () => resolve(null);
    if (signal.aborted) return stop();
    signal.addEventListener("abort", stop, { once: true });
    const settled = () => signal.removeEventListener("abort", stop);
    promise.then(resolve, reject).finally(settled);
  });
}

/** Waits for `ms` milliseconds or until the signal aborts. */
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
