"use client";
import { useRouter } from "next/navigation";
import { useEffect, useState } from "react";
import { BUTTON } from "#components/ui/button.ts";

/** Asks once more after a wait that the person starts, sees and can stop. */
export function WaitAndAsk({
  seconds,
  words,
}: {
  seconds: number;
  /** `waiting` with {n}. */
  words: { start: string; waiting: string; stop: string; asking: string };
}) {
  const router = useRouter();
  const [left, setLeft] = useState<number | null>(null);

  useEffect(() => {
    if (left === null) return;
    if (left === 0) {
      router.refresh();
      return;
    }
    const timer = setTimeout(() => setLeft(left - 1), 1_000);
    return () => clearTimeout(timer);
  }, [left, router]);

  if (left === null) {
    return (
      <button type="button" onClick={() => setLeft(seconds)} className={BUTTON.plain}>
        {words.start}
      </button>
    );
  }
  return (
    <span className="inline-flex flex-wrap items-center gap-3">
      <span role="timer" className="text-ink text-sm">
        {left === 0 ? words.asking : words.waiting.replace("{n}", String(left))}
      </span>
      {left > 0 ? (
        <button type="button" onClick={() => setLeft(null)} className={BUTTON.plain}>
          {words.stop}
        </button>
      ) : null}
    </span>
  );
}
