"use client";
import { useRouter } from "next/navigation";
import { useEffect, useRef, useState } from "react";
import { useCommands } from "#components/command/registry.ts";
import { ApiError, type KnownAnswer } from "#lib/api/client.ts";
import { type BadgeKey, badgeName } from "#lib/payment/status/badge-name.ts";
import { useAge } from "./use-age.ts";
import { useWatch } from "./use-watch.ts";
import type { NextLookUp } from "./watch-look-up.ts";

/** Texts for the browser, rendered on the server, so that the page ships no message files. */
export interface LiveWords {
  checked: string;
  checkAgain: string;
  checking: string;
  noChange: string;
  /** With {badge}. */
  changed: string;
  noConnection: string;
  signedOut: string;
  tooMany: string;
  moving: string;
  /** With {n}. */
  nextIn: string;
  age: AgeWords;
  /** Labels of the badges; {raw} stands for the bank's own word. */
  badges: Record<BadgeKey, string>;
}

/** Age without plural forms, because few browsers have Kazakh in Intl. */
interface AgeWords {
  just_now: string;
  /** With {n}, like the next two. */
  seconds_ago: string;
  minutes_ago: string;
  hours_ago: string;
}

interface LiveProps {
  /** The answer that the server rendered. */
  answer: KnownAnswer;
  /** Terminal named in the address, if any. */
  namedTerminal: string | undefined;
  /** Time of the answer as formatted by the server. */
  checkedAt: string;
  words: LiveWords;
}

/**
 * Age of the answer, the button that asks again, and polling while the payment may still change. On a
 * change the server renders the page again from the same look-up, and the change is announced once.
 */
export function LiveStatus({ answer, namedTerminal, checkedAt, words }: LiveProps) {
  const router = useRouter();
  const button = useRef<HTMLButtonElement>(null);
  const [message, setMessage] = useState("");
  const [change, setChange] = useState("");
  // Where no terminal knew the number, all are asked again.
  const terminal = answer.class === "no_answer" ? namedTerminal : answer.terminal;
  const { watched, check } = useWatch(answer, terminal);
  const { isFetching, error, next } = watched;
  const latest = watched.latest.checkedAt > answer.checkedAt ? watched.latest : answer;
  const changed = latest.tag !== answer.tag;

  useEffect(() => {
    if (!changed) return;
    const badge = badgeName(latest);
    const word = words.badges[badge.key].replace("{raw}", badge.raw);
    setChange(words.changed.replace("{badge}", word));
    router.replace(addressDrawing(latest.observationId), { scroll: false });
  }, [changed, latest, router, words]);

  async function checkAgain() {
    setMessage("");
    setChange("");
    const now = await check();
    if (now?.tag === answer.tag) setMessage(words.noChange);
  }

  useCommands({
    check_again() {
      if (!isFetching) checkAgain();
      // What it says stands below it.
      button.current?.scrollIntoView({ block: "nearest" });
    },
  });

  return (
    <div data-observation={latest.observationId} className="live">
      <p className="text-muted text-xs">
        <span className="max-sm:sr-only">{words.checked}</span>{" "}
        <Age of={latest} written={latest === answer ? checkedAt : undefined} words={words.age} />
        {next && !isFetching ? (
          <NextLook next={next} words={words} />
        ) : latest.class === "moving" ? (
          <span className="ml-2">{words.moving}</span>
        ) : null}
      </p>
      {/* Without scripts, and before hydration, the form reloads the page, which asks the bank again. */}
      <form
        method="get"
        onSubmit={(event) => {
          event.preventDefault();
          checkAgain();
        }}
      >
        {terminal ? <input type="hidden" name="terminal" value={terminal} /> : null}
        <input type="hidden" name="service" value={answer.service} />
        <button
          type="submit"
          ref={button}
          disabled={isFetching}
          className="button-plain scroll-my-16 disabled:text-muted"
        >
          {isFetching ? words.checking : words.checkAgain}
        </button>
      </form>
      <p role="status" aria-atomic="true" className="basis-full text-ink text-sm empty:hidden">
        {error ? problem(error, words) : message}
      </p>
      {/* Read out with the answer itself (announcements.tsx), once it is drawn. */}
      {change ? <p className="basis-full text-ink text-sm">{change}</p> : null}
    </div>
  );
}

/** This page's address with a look-up, which the server renders without asking the bank again. */
function addressDrawing(observationId: string): string {
  const { pathname, searchParams } = new URL(window.location.href);
  searchParams.set("observation", observationId);
  return `${pathname}?${searchParams}`;
}

function problem(error: Error, words: LiveWords): string {
  if (!(error instanceof ApiError)) return words.noConnection;
  return {
    signed_out: words.signedOut,
    too_many: words.tooMany,
    no_connection: words.noConnection,
  }[error.code];
}

/** Seconds until the page asks the bank again. */
function NextLook({ next, words }: { next: NextLookUp; words: LiveWords }) {
  const age = useAge(next);
  if (age === null) return null;
  const seconds = Math.max(0, Math.ceil((next.gapMilliseconds - age) / 1_000));
  return (
    <span role="timer" className="ml-2">
      {words.nextIn.replace("{n}", String(seconds))}
    </span>
  );
}

/** The time as the server formatted it until hydration, then the age, updated every second. */
function Age({
  of,
  written,
  words,
}: {
  of: KnownAnswer;
  /** Undefined for an answer that came later. */
  written: string | undefined;
  words: AgeWords;
}) {
  const age = useAge(of);
  const text = age === null ? written : ageText(age, words);
  return (
    <time dateTime={of.checkedAt} title={written} suppressHydrationWarning>
      {text}
    </time>
  );
}

function ageText(milliseconds: number, words: AgeWords): string {
  const seconds = Math.floor(milliseconds / 1000);
  if (seconds < 5) return words.just_now;
  if (seconds < 60) return words.seconds_ago.replace("{n}", String(seconds));
  if (seconds < 3600) return words.minutes_ago.replace("{n}", String(Math.floor(seconds / 60)));
  return words.hours_ago.replace("{n}", String(Math.floor(seconds / 3600)));
}
