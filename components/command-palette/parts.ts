import type { InputHTMLAttributes, ReactNode } from "react";

/** The fixed parts of the windows, drawn on the server for both the page and the palette's code. */
export interface WindowParts {
  /** Attributes of the palette's box. */
  box: InputHTMLAttributes<HTMLInputElement>;
  icon: ReactNode;
  close: ReactNode;
  /** Said when the list could not be loaded. */
  failed: ReactNode;
  /** Said when the session has ended. */
  signedOut: ReactNode;
}

/** The windows of the page. */
export type WindowName = "palette" | "help";
