"use client";
import { type MouseEvent, useState, useSyncExternalStore } from "react";
import { BUTTON } from "#components/ui/button.ts";
import type { Purpose } from "./answer-of.ts";

/**
 * Asks the authenticator for a passkey and submits the form around the button, with the answer in
 * the field `passkey`. Hidden without scripts (no-scripts.css) and in browsers without WebAuthn.
 * The first click loads the code.
 */
export function PasskeyButton({
  purpose,
  action,
  label,
  hint,
  failed,
}: {
  purpose: Purpose;
  /** Path to which the form is submitted. */
  action: string;
  label: string;
  hint?: string;
  /** Announced when there is no answer. */
  failed: string;
}) {
  const isAble = useSyncExternalStore(never, isAbleHere, () => null);
  const [hasFailed, setHasFailed] = useState(false);
  async function ask({ currentTarget: button }: MouseEvent<HTMLButtonElement>) {
    const { form } = button;
    setHasFailed(false);
    try {
      const { answerOf } = await import("./answer-of.ts");
      const answer = await answerOf(purpose);
      form?.addEventListener("formdata", ({ formData }) => formData.set("passkey", answer), {
        once: true,
      });
      form?.requestSubmit(button);
    } catch {
      setHasFailed(true);
    }
  }
  if (isAble === false) return null;
  return (
    <div data-needs-scripts="" className="space-y-2">
      <button
        type="submit"
        formAction={action}
        formNoValidate
        // Before hydration a click would submit the form without an answer.
        disabled={isAble === null}
        onClick={(event) => {
          event.preventDefault();
          ask(event);
        }}
        className={`${BUTTON.plain} w-full`}
      >
        {label}
      </button>
      {hint ? <p className="text-muted text-xs">{hint}</p> : null}
      <p role="status" className="text-red-ink text-sm empty:hidden">
        {hasFailed ? failed : ""}
      </p>
    </div>
  );
}

const never = () => () => {};
const isAbleHere = () => "PublicKeyCredential" in window;
