"use client";
import { type MouseEvent, type ReactNode, useEffect, useRef } from "react";
import { BUTTON } from "#components/ui/button.ts";
import { type SessionState, useSession } from "./use-session.ts";

interface SessionWords {
  ending: string;
  ending_day: string;
  stay: string;
  ending_title: string;
  ended: string;
  sign_in: string;
  locked_title: string;
  locked: string;
}

/**
 * Warns before the session ends, says that it has ended, and hides the page where nobody is at it.
 * Signing in leads back to the page, with what stood in the box.
 */
export function SessionWatch({ email, words }: { email: string; words: SessionWords }) {
  const { state, stay } = useSession(email);
  useTitle(titleOf(state, words));
  switch (state.is) {
    case "fine":
      return null;
    case "ending":
      return (
        <Bar text={state.canStay ? words.ending : words.ending_day}>
          <span aria-hidden="true" data-session-left="">
            {clock(state.secondsLeft)}
          </span>
          {state.canStay ? (
            <button type="button" onClick={stay} className={BUTTON.primary}>
              {words.stay}
            </button>
          ) : null}
        </Bar>
      );
    case "ended":
      return (
        <Bar text={words.ended}>
          <SignIn word={words.sign_in} />
        </Bar>
      );
    case "locked":
      return <Lock words={words} />;
  }
}

function Bar({ text, children }: { text: string; children: ReactNode }) {
  return (
    <section
      data-tone="amber"
      className="fixed inset-x-0 bottom-0 z-20 flex flex-wrap items-center justify-center gap-x-4 gap-y-2 border-amber-edge border-t-2 bg-amber-tint px-4 py-3 text-amber-ink text-sm print:hidden"
    >
      <p role="alert" className="font-medium">
        {text}
      </p>
      {children}
    </section>
  );
}

/** Over everything: the page behind it is not even there to be read, searched or printed. */
function Lock({ words }: { words: SessionWords }) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    dialog.current?.showModal();
    document.documentElement.dataset.locked = "";
    return () => {
      delete document.documentElement.dataset.locked;
    };
  }, []);
  return (
    <dialog
      ref={dialog}
      data-lock=""
      aria-labelledby="locked"
      aria-describedby="locked-why"
      // A browser closes a dialog at the second press of Escape, whatever the page says.
      onClose={() => dialog.current?.showModal()}
      className="m-0 h-dvh max-h-none w-dvw max-w-none bg-canvas p-0 text-ink"
    >
      <div className="mx-auto max-w-md space-y-4 px-4 py-24 text-center">
        <h2 id="locked" className="font-semibold text-xl">
          {words.locked_title}
        </h2>
        <p id="locked-why" className="text-muted">
          {words.locked}
        </p>
        <SignIn word={words.sign_in} />
      </div>
    </dialog>
  );
}

function SignIn({ word }: { word: string }) {
  const { pathname, search, hash } = window.location;
  const href = `/api/auth/signin?callbackUrl=${encodeURIComponent(pathname + search + hash)}`;
  return (
    <a href={href} onClick={takeTypedAlong} className={BUTTON.primary}>
      {word}
    </a>
  );
}

/** What was typed into a box and not sent goes through the sign-in, and stands in the box again. */
function takeTypedAlong(event: MouseEvent): void {
  const boxes = document.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>(
    "form[action='/api/find'] [name=text]:not([type=hidden])",
  );
  const isTyped = ({ value, dataset }: (typeof boxes)[number]) =>
    value.trim() !== (dataset.given ?? "");
  // A card number makes its box invalid: it is not sent.
  const box = [...boxes].find((one) => isTyped(one) && one.validity.valid);
  if (!box?.form) return;
  event.preventDefault();
  const hold = Object.assign(document.createElement("input"), { name: "hold", value: "1" });
  hold.type = "hidden";
  box.form.append(hold);
  box.form.submit();
}

/** The document's title while it is given. */
function useTitle(title: string | null): void {
  const usual = useRef("");
  useEffect(() => {
    if (title === null) return;
    usual.current ||= document.title;
    document.title = title;
  }, [title]);
  const isUsual = title === null;
  useEffect(() => {
    if (!isUsual || usual.current === "") return;
    document.title = usual.current;
    usual.current = "";
  }, [isUsual]);
}

function titleOf(state: SessionState, words: SessionWords): string | null {
  switch (state.is) {
    case "fine":
      return null;
    case "ending":
      return `${clock(state.secondsLeft)} · ${words.ending_title}`;
    case "ended":
    case "locked":
      return `${words.locked_title} · Anyqta`;
  }
}

function clock(seconds: number): string {
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}
