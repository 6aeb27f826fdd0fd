"use client";
import { useRouter } from "next/navigation";
import { useEffect, useRef, useState } from "react";
import { ApiError, fetchLookUp } from "#lib/api/client.ts";
import { type BadgeKey, badgeName } from "#lib/payment/status/badge-name.ts";

/** Texts rendered on the server. */
export interface AskWords {
  /** With {count}, as one text for this number of payments. */
  ask: string;
  stop: string;
  /** Without scripts. */
  some: string;
  /** With {place}, {total} and {invoice}. */
  asking: string;
  /** With {place} and {total}, as the next three. */
  done: string;
  stopped: string;
  silent: string;
  wait: string;
  signedOut: string;
  noConnection: string;
  /** Labels of the badges; {raw} stands for the bank's own word. */
  badges: Record<BadgeKey, string>;
}

/** After so many answers in a row in which the bank said nothing, it is not asked any more. */
const MOST_FAULTS = 3;
/** A refusal by the person's budget is waited for, so often. */
const WAIT_MILLISECONDS = 3_000;
const MOST_WAITS = 40;

interface Answered {
  invoiceId: string;
  said: string;
}

type Run =
  | { is: "idle" }
  | { is: "asking"; place: number; all: number; invoiceId: string; isWaiting: boolean }
  | {
      is: "over";
      why: "done" | "stopped" | "silent" | "signedOut" | "noConnection";
      place: number;
      all: number;
    };

/**
 * Asks the bank about many numbers, one after the other, each as its own look-up, and then draws the list
 * anew. Without scripts its form has the server ask about some at a time.
 */
export function AskInTurn({
  invoices,
  query,
  words,
}: {
  invoices: readonly string[];
  /** Query string of the list. */
  query: string;
  words: AskWords;
}) {
  const router = useRouter();
  const [run, setRun] = useState<Run>({ is: "idle" });
  const [answered, setAnswered] = useState<readonly Answered[]>([]);
  const stop = useRef<AbortController | null>(null);
  useEffect(() => () => stop.current?.abort(), []);

  async function start() {
    stop.current = new AbortController();
    setAnswered([]);
    const over = await askAll(invoices, {
      signal: stop.current.signal,
      words,
      onAsk: setRun,
      onAnswer: (one) => setAnswered((before) => [...before, one]),
    });
    setRun(over);
    if (over.place > 0) router.refresh();
  }

  return (
    <div className="space-y-3">
      {run.is === "asking" ? (
        <div className="flex flex-wrap items-center gap-3">
          <button type="button" onClick={() => stop.current?.abort()} className="button-plain">
            {words.stop}
          </button>
          <progress
            value={run.place}
            max={run.all}
            aria-label={words.ask}
            className="ask-progress"
          />
        </div>
      ) : invoices.length > 0 ? (
        <form
          action="/api/look-ups"
          method="post"
          onSubmit={(event) => {
            event.preventDefault();
            start();
          }}
        >
          <input type="hidden" name="invoices" value={invoices.join(",")} />
          <input type="hidden" name="query" value={query} />
          <button type="submit" className="button-primary">
            {words.ask}
          </button>
          <noscript>
            <p className="mt-1 text-muted text-sm">{words.some}</p>
          </noscript>
        </form>
      ) : null}
      <p role="status" className="text-ink text-sm empty:hidden">
        {said(run, words)}
      </p>
      {answered.length > 0 ? (
        <ol className="flex flex-wrap gap-x-6 text-sm">
          {answered.map(({ invoiceId, said }) => (
            <li key={invoiceId} className="flex gap-3">
              <span translate="no" className="font-mono text-ink">
                {invoiceId}
              </span>
              <span className="text-muted">{said}</span>
            </li>
          ))}
        </ol>
      ) : null}
    </div>
  );
}

function said(run: Run, words: AskWords): string {
  if (run.is === "idle") return "";
  const text = run.is === "asking" ? (run.isWaiting ? words.wait : words.asking) : words[run.why];
  return text
    .replace("{place}", String(run.is === "asking" ? run.place + 1 : run.place))
    .replace("{total}", String(run.all))
    .replace("{invoice}", run.is === "asking" ? run.invoiceId : "");
}

async function askAll(
  invoices: readonly string[],
  {
    signal,
    words,
    onAsk,
    onAnswer,
  }: {
    signal: AbortSignal;
    words: AskWords;
    onAsk: (run: Run) => void;
    onAnswer: (one: Answered) => void;
  },
): Promise<Run & { is: "over" }> {
  const all = invoices.length;
  let faults = 0;
  for (const [place, invoiceId] of invoices.entries()) {
    const say = (isWaiting: boolean) => onAsk({ is: "asking", place, all, invoiceId, isWaiting });
    say(false);
    try {
      const answer = await askOnce(invoiceId, signal, () => say(true));
      const badge = badgeName(answer);
      onAnswer({ invoiceId, said: words.badges[badge.key].replace("{raw}", badge.raw) });
      faults = answer.fault === null ? 0 : faults + 1;
      if (faults === MOST_FAULTS) return { is: "over", why: "silent", place: place + 1, all };
    } catch (error) {
      if (signal.aborted) return { is: "over", why: "stopped", place, all };
      const isSignedOut = error instanceof ApiError && error.code === "signed_out";
      return { is: "over", why: isSignedOut ? "signedOut" : "noConnection", place, all };
    }
  }
  return { is: "over", why: "done", place: all, all };
}

/** Asks about one number, as soon as the person's budget allows it. */
async function askOnce(invoiceId: string, signal: AbortSignal, onWait: () => void) {
  for (let waits = 0; ; waits++) {
    try {
      const question = { invoiceId, terminal: undefined, service: "payment" } as const;
      return await fetchLookUp(question, { byTimer: false, signal });
    } catch (error) {
      const isRefused = error instanceof ApiError && error.code === "too_many";
      if (!isRefused || waits === MOST_WAITS) throw error;
      onWait();
      await pause(signal);
    }
  }
}

function pause(signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, WAIT_MILLISECONDS);
    signal.addEventListener(
      "abort",
      () => {
        clearTimeout(timer);
        reject(signal.reason);
      },
      { once: true },
    );
  });
}
