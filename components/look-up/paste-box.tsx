"use client";
import { type ClipboardEvent, type ReactNode, useEffect, useRef, useState } from "react";
import { useCommands } from "#components/command/registry.ts";
import { INPUT } from "#components/ui/button.ts";
import { fetchSuggestions } from "#lib/api/suggestions.ts";
import { type PasteReading, readPaste } from "#lib/paste/paste.ts";
import type { SearchField } from "#lib/paste/search-term.ts";

interface BoxWords {
  /** With {invoice}, {count} and {what}. */
  reads: Record<"invoice" | "invoices" | "search", string>;
  cardNumber: string;
  ownNumber: string;
  picture: string;
  fields: Record<SearchField, string>;
}

/** Suggestions wait for a pause in typing. */
const PAUSE_MILLISECONDS = 150;

/**
 * The box itself: says what it reads while it is typed into, offers numbers seen before, and keeps a
 * full card number from being sent.
 */
export function PasteBox({
  typed,
  problem,
  hint,
  words,
  children,
}: {
  typed: string;
  problem: string | null;
  hint: string;
  words: BoxWords;
  /** What stands in one line with the box. */
  children: ReactNode;
}) {
  const [text, setText] = useState(typed);
  const [isPicture, setIsPicture] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const reading = readPaste(text);
  const isRefused = reading.is === "card_number";
  const suggestions = useSuggestions(reading);
  const complaint = isRefused
    ? words.cardNumber
    : isPicture
      ? words.picture
      : text === typed
        ? problem
        : null;

  useCommands({
    field() {
      input.current?.focus();
      input.current?.select();
    },
  });
  useEffect(() => {
    input.current?.setCustomValidity(isRefused ? words.cardNumber : "");
  }, [isRefused, words]);

  return (
    <>
      <div className="flex flex-wrap gap-2">
        <input
          id="invoice"
          name="text"
          type="text"
          ref={input}
          value={text}
          onChange={(event) => {
            setIsPicture(false);
            setText(event.target.value);
          }}
          onPaste={(event) => {
            setIsPicture(holdsNoText(event.clipboardData));
            setText(pasted(event));
          }}
          onDragOver={(event) => {
            if (event.dataTransfer.types.includes("Files")) event.preventDefault();
          }}
          onDrop={(event) => {
            if (!holdsNoText(event.dataTransfer)) return;
            // The browser would open the file in the place of the page.
            event.preventDefault();
            setIsPicture(true);
          }}
          // The page's one purpose, and nothing stands before it: focus at once.
          autoFocus
          autoComplete="off"
          autoCapitalize="off"
          spellCheck={false}
          enterKeyHint="search"
          list="looked-up-numbers"
          aria-describedby="invoice-reads"
          aria-invalid={complaint ? true : undefined}
          className={`${INPUT} min-w-0 flex-1 basis-56 text-lg`}
        />
        <datalist id="looked-up-numbers">
          {suggestions.map((invoiceId) => (
            <option key={invoiceId} value={invoiceId} />
          ))}
        </datalist>
        {children}
      </div>
      {complaint ? (
        <p id="invoice-reads" role="alert" className="text-red-ink text-sm">
          {complaint}{" "}
          {reading.is === "card_number" && reading.own ? (
            <button type="submit" name="own" value="1" formNoValidate className="button-text">
              {words.ownNumber}
            </button>
          ) : null}
        </p>
      ) : (
        <p id="invoice-reads" aria-live="polite" className="text-muted text-sm">
          {told(reading, text, words) ?? hint}
        </p>
      )}
    </>
  );
}

/** What the box takes the text for; null where it goes without saying. */
function told(reading: PasteReading, text: string, { reads, fields }: BoxWords): string | null {
  switch (reading.is) {
    case "invoice":
      return reading.invoiceId === text
        ? null
        : reads.invoice.replace("{invoice}", reading.invoiceId);
    case "invoices":
      return reads.invoices.replace("{count}", String(reading.invoiceIds.length));
    case "search": {
      const what = [...new Set(reading.terms.map(({ field }) => fields[field]))].join(", ");
      return reads.search.replace("{what}", what);
    }
    default:
      return null;
  }
}

/** A picture or another file, which has no text to read. */
function holdsNoText(data: DataTransfer): boolean {
  return data.files.length > 0 && data.getData("text") === "";
}

/** A one-line box would swallow line breaks, and join the numbers of a list. */
function pasted(event: ClipboardEvent<HTMLInputElement>): string {
  const { value, selectionStart, selectionEnd } = event.currentTarget;
  event.preventDefault();
  const middle = event.clipboardData.getData("text").replace(/\s*[\r\n]+\s*/g, "; ");
  return value.slice(0, selectionStart ?? 0) + middle + value.slice(selectionEnd ?? value.length);
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
