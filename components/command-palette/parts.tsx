"use client";
import type { InputHTMLAttributes, ReactNode } from "react";

/** The windows of the page. */
export type WindowName = "palette" | "help";

/** What the windows say before and while their code is loaded. */
export interface WindowWords {
  /** What each window is called. */
  names: Record<WindowName, string>;
  placeholder: string;
  close: string;
  /** Said when the list could not be loaded. */
  failed: string;
  /** Said when the session has ended, before the link to the sign-in. */
  signedOut: string;
  signIn: string;
  /** The page's own address, to come back to from the sign-in. */
  path: string;
}

/** Attributes of the palette's box. */
export function boxOf({ names, placeholder }: WindowWords): InputHTMLAttributes<HTMLInputElement> {
  return {
    name: "text",
    "aria-label": names.palette,
    placeholder,
    autoComplete: "off",
    autoCapitalize: "off",
    spellCheck: false,
    enterKeyHint: "go",
    maxLength: 2_000,
    className: "min-h-14 min-w-0 flex-1 bg-surface text-base outline-none placeholder:text-muted",
  };
}

/** The buttons that close the window belong to this form, which needs no script for it. */
export const CLOSE = "close-window";

/** Closes the window where there is no Escape key. */
export function CloseButton({ name }: { name: string }) {
  return (
    <button
      type="submit"
      form={CLOSE}
      className="min-h-8 min-w-8 shrink-0 rounded-md border border-line px-2 font-medium text-muted text-xs hover:bg-sunken hover:text-ink"
    >
      <span className="sr-only">{name} </span>
      <span aria-hidden="true" className="text-base sm:hidden">
        ✕
      </span>
      <span className="max-sm:hidden">Esc</span>
    </button>
  );
}

/** Said in place of the list. */
export function Problem({ children }: { children: ReactNode }) {
  return (
    <p role="alert" className="p-4 text-sm">
      {children}
    </p>
  );
}

/** Said in place of a list that did not come. */
export function NoList({
  because,
  words,
}: {
  because: "failed" | "signedOut";
  words: WindowWords;
}) {
  if (because === "failed") return <Problem>{words.failed}</Problem>;
  return (
    <Problem>
      {words.signedOut}{" "}
      <a href={`/sign-in?callbackUrl=${encodeURIComponent(words.path)}`} className="underline">
        {words.signIn}
      </a>
    </Problem>
  );
}
