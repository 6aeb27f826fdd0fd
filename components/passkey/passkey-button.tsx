"use client";
import { type MouseEvent, useState, useSyncExternalStore } from "react";
import { BUTTON } from "#components/ui/button.ts";
import type { Purpose } from "./answer-of.ts";

/**
 * Asks the device for a passkey and sends the form that it stands in, with the answer in the field
 * `passkey`. Of no use without scripts, where no-scripts.css hides it, and in browsers that know no
 * passkeys; what it needs is loaded by the first click.
 */
export function PasskeyButton({
  purpose,
  action,
  label,
  hint,
  failed,
}: {
  purpose: Purpose;
  /** Where the form goes with the answer. */
  action: string;
  label: string;
  hint?: string;
  /** Said when there was no answer. */
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
        // Until the script is there a click would send the form as it is.
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
