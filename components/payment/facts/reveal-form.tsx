"use client";
import { useState } from "react";
import { BUTTON, INPUT } from "#components/ui/button.ts";
import { REASON_TEXT } from "#lib/payment/facts/reason-text.ts";

/** The texts of every such form: the same object for all, which React sends to the browser once. */
export interface RevealWords {
  show: string;
  /** With {field}. */
  title: string;
  note: string;
  confirm: string;
  reason: string;
  own_words: string;
  /** By the value that the form sends. */
  reasons: Record<string, string>;
}

/** A button, and the form in a popover of the browser's own that it opens. */
export function RevealForm({
  of,
  label,
  words,
}: {
  /** What the form sends. */
  of: { invoiceId: string; terminal: string; service: string; field: string };
  label: string;
  words: RevealWords;
}) {
  const [reason, setReason] = useState("");
  const id = `reveal-${of.field.replace(".", "-")}`;
  return (
    <>
      <button
        type="button"
        popoverTarget={id}
        aria-label={`${words.show}: ${label}`}
        className="button-text"
      >
        {words.show}
      </button>
      <form
        id={id}
        popover="auto"
        action="/api/reveals"
        method="post"
        className="group popover w-96 space-y-4"
      >
        <h3 className="font-semibold">{words.title.replace("{field}", label)}</h3>
        {Object.entries(of).map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        <label className="block space-y-1 text-sm">
          <span className="font-medium">{words.reason}</span>
          <select
            name="reason"
            className={`${INPUT} w-full`}
            onChange={({ target }) => setReason(target.value)}
          >
            {Object.entries(words.reasons).map(([reason, text]) => (
              <option key={reason} value={reason}>
                {text}
              </option>
            ))}
          </select>
        </label>
        {/* Shown by the style sheet, so without scripts as well. */}
        <label className="hidden space-y-1 text-sm group-has-[option[value=other]:checked]:block">
          <span className="font-medium">{words.own_words}</span>
          <input
            name="note"
            maxLength={REASON_TEXT.most}
            {...(reason === "other" && { required: true, minLength: REASON_TEXT.least })}
            autoComplete="off"
            className={`${INPUT} w-full`}
          />
        </label>
        <p className="text-muted text-sm">{words.note}</p>
        <button type="submit" className={`${BUTTON.primary} w-full`}>
          {words.confirm}
        </button>
      </form>
    </>
  );
}
