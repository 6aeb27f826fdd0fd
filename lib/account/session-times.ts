/** When a session ends by itself, for the server that ends it and the page that warns. */

/** Without a request by a person it ends after this. */
export const IDLE_SECONDS = 15 * 60;
/** So long before, the page warns (WCAG 2.2.1). */
export const WARNING_SECONDS = 120;

/** How long the session of this browser still lives. */
export interface SessionTime {
  /** Whose it is. */
  email: string;
  /** Whole seconds, not below zero. */
  secondsLeft: number;
  /** Would a request make it longer? Not where the end of its 8 hours comes first. */
  canStay: boolean;
}
