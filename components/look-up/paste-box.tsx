"use client";
import { type ReactNode, useEffect, useRef, useState } from "react";
import { flushSync } from "react-dom";
import { useCommands } from "#components/command/registry.ts";
import { usePasted } from "#components/command/use-pasted.ts";
import { fetchSuggestions } from "#lib/api/suggestions.ts";
import { type PasteReading, readPaste } from "#lib/paste/paste.ts";
import { type Box, GrowingBox } from "./growing-box.tsx";
import { isTelling, Reading, type ReadingWords } from "./reading.tsx";

interface BoxWords extends ReadingWords {
  /** Why a text is not sent, or only by a second press. */
  refusals: Record<"card_number" | "mistyped_card", string>;
  ownNumber: string;
  picture: string;
}

/** Suggestions wait for a pause in typing. */
const PAUSE_MILLISECONDS = 150;
const SEEN = "looked-up-numbers";
const READS = "invoice-reads";

/**
 * The box itself: takes what is typed, and what is pasted anywhere on the page, says what it reads,
 * offers numbers seen before, and keeps a full card number from being sent.
 */
export function PasteBox({
  typed,
  problem,
  hint,
  words,
  children,
  below,
}: {
  typed: string;
  problem: string | null;
  hint: string;
  words: BoxWords;
  /** What stands in one line with the box. */
  children: ReactNode;
  /** What stands below it, beside what it reads. */
  below: ReactNode;
}) {
  const [text, setText] = useState(typed);
  const [isPicture, setIsPicture] = useState(false);
  const box = useRef<Box>(null);
  const reading = readPaste(text);
  const refusal = refusalOf(reading, words);
  const suggestions = useSuggestions(reading);
  const complaint = refusal?.text ?? (isPicture ? words.picture : text === typed ? problem : null);

  function show(next: string) {
    setIsPicture(false);
    setText(next);
  }
  usePasted((pasted) => {
    flushSync(() => show(pasted.replace(/\r\n?/g, "\n")));
    box.current?.focus();
    if (refusalOf(readPaste(pasted), words) === null) box.current?.form?.requestSubmit();
  });
  useCommands({
    box() {
      box.current?.focus();
      box.current?.select();
    },
  });
  useEffect(() => {
    box.current?.setCustomValidity(refusal?.text ?? "");
  }, [refusal?.text]);

  return (
    <>
      <div className="flex flex-wrap gap-2">
        <GrowingBox
          box={box}
          text={text}
          onText={show}
          onPicture={() => setIsPicture(true)}
          isWrong={complaint !== null}
          describedBy={READS}
          list={SEEN}
        />
        <datalist id={SEEN}>
          {suggestions.map((invoiceId) => (
            <option key={invoiceId} value={invoiceId} />
          ))}
        </datalist>
        {children}
      </div>
      <div className="flex flex-wrap items-baseline justify-between gap-x-6 gap-y-1">
        {complaint ? (
          <p role="alert" className="text-red-ink text-sm">
            <span id={READS}>{complaint}</span>{" "}
            {refusal?.isAsked ? (
              <button type="submit" name="own" value="1" formNoValidate className="button-text">
                {words.ownNumber}
              </button>
            ) : null}
          </p>
        ) : (
          <p
            id={READS}
            aria-live="polite"
            className="flex min-h-7 flex-wrap items-center gap-x-2 gap-y-1 text-muted text-sm"
          >
            {isTelling(reading, text) ? <Reading reading={reading} words={words} /> : hint}
          </p>
        )}
        {below}
      </div>
    </>
  );
}

/** Why the text is not sent, and whether it may be by a second press; null for any other text. */
function refusalOf(reading: PasteReading, { refusals }: BoxWords) {
  switch (reading.is) {
    case "card_number":
    case "mistyped_card":
      return { text: refusals[reading.is], isAsked: reading.own !== undefined };
    default:
      return null;
  }
}

/** Numbers seen before that begin or end like what is typed. */
function useSuggestions(reading: PasteReading): readonly string[] {
  const [found, setFound] = useState<readonly string[]>([]);
  const part = reading.is === "invoice" && reading.changes.length === 0 ? reading.invoiceId : "";
  useEffect(() => {
    // A card number being typed digit by digit goes nowhere: what begins like one is not sent.
    if (part.length < 3 || part.length > 12) return setFound([]);
    const stop = new AbortController();
    const timer = setTimeout(() => {
      fetchSuggestions(part, stop.signal).then(setFound, () => setFound([]));
    }, PAUSE_MILLISECONDS);
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }, [part]);
  return found;
}
