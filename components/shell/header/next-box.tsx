"use client";
import { type ClipboardEvent, type SubmitEvent, useRef, useState } from "react";
import { useCommands } from "#components/command/registry.ts";
import { usePasted } from "#components/command/use-pasted.ts";
import { FIND_INPUT } from "#components/ui/button.ts";
import { Icon } from "#components/ui/icon/icon.tsx";

interface NextBoxWords {
  label: string;
  placeholder: string;
  submit: string;
  /** Why a text is not sent. */
  refusals: Record<Refusal["is"], string>;
  ownNumber: string;
}

/** A text that is not sent, or not before a second press. */
interface Refusal {
  is: "card_number" | "mistyped_card";
  /** The number may be the shop's own. */
  isAsked: boolean;
}

/**
 * The box for the next number in the head of a page. A plain form; scripts add the key that leads to it,
 * take what is pasted anywhere on the page, and keep a full card number from being sent.
 */
export function NextBox({ words }: { words: NextBoxWords }) {
  const input = useRef<HTMLInputElement>(null);
  const [refusal, setRefusal] = useState<Refusal | null>(null);

  async function ask() {
    const box = input.current;
    if (!box || box.value.trim() === "") return;
    const found = await refusalOf(box.value);
    refuse(found);
    if (found) box.focus();
    else box.form?.submit();
  }
  function refuse(found: Refusal | null) {
    setRefusal(found);
    input.current?.setCustomValidity(found ? words.refusals[found.is] : "");
  }
  function onSubmit(event: SubmitEvent<HTMLFormElement>) {
    const { submitter } = event.nativeEvent;
    if (submitter instanceof HTMLButtonElement && submitter.name === "own") return;
    event.preventDefault();
    ask();
  }
  usePasted((text) => {
    if (!input.current) return;
    input.current.value = inOneLine(text);
    ask();
  });
  useCommands({
    box() {
      input.current?.focus();
      input.current?.select();
    },
  });

  return (
    <form action="/api/find" method="post" noValidate onSubmit={onSubmit} className="next-box">
      <button type="submit" title={words.submit} className="button-icon size-11 shrink-0">
        <Icon name="magnifier" />
        <span className="sr-only">{words.submit}</span>
      </button>
      <input
        ref={input}
        {...FIND_INPUT}
        aria-label={words.label}
        placeholder={words.placeholder}
        aria-keyshortcuts="/"
        aria-invalid={refusal ? true : undefined}
        aria-describedby={refusal ? "next-refusal" : undefined}
        onFocus={() => loadReader()}
        onInput={() => refuse(null)}
        onPaste={pasteInOneLine}
        onKeyDown={({ key, currentTarget }) => {
          if (key !== "Escape") return;
          currentTarget.value = "";
          refuse(null);
          currentTarget.blur();
        }}
      />
      <span
        aria-hidden="true"
        data-needs-scripts=""
        className="mr-2 inline-flex size-6 shrink-0 items-center justify-center rounded-sm border border-line bg-canvas font-sans text-muted text-xs max-sm:hidden"
      >
        /
      </span>
      {refusal ? (
        <p id="next-refusal" role="alert">
          {words.refusals[refusal.is]}{" "}
          {refusal.isAsked ? (
            <button type="submit" name="own" value="1" className="button-text">
              {words.ownNumber}
            </button>
          ) : null}
        </p>
      ) : null}
    </form>
  );
}

/** The code that reads a text is loaded when somebody turns to the box. */
const loadReader = () => import("#lib/paste/paste.ts");

/** Why the text is not sent; null also where our code cannot be loaded, since the server refuses too. */
async function refusalOf(text: string): Promise<Refusal | null> {
  const reader = await loadReader().catch(() => null);
  const reading = reader?.readPaste(text);
  switch (reading?.is) {
    case "card_number":
    case "mistyped_card":
      return { is: reading.is, isAsked: reading.own !== undefined };
    default:
      return null;
  }
}

/** A one-line box would swallow line breaks, and join the numbers of a list. */
function inOneLine(text: string): string {
  return text.replace(/\s*[\r\n]+\s*/g, "; ");
}

function pasteInOneLine(event: ClipboardEvent<HTMLInputElement>): void {
  const box = event.currentTarget;
  const text = inOneLine(event.clipboardData.getData("text"));
  event.preventDefault();
  box.setRangeText(text, box.selectionStart ?? 0, box.selectionEnd ?? box.value.length, "end");
  box.setCustomValidity("");
}
