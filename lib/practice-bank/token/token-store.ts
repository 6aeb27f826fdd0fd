import { randomBytes } from "node:crypto";
import { FOREIGN_TERMINAL_ID, PRACTICE_TERMINALS, type TerminalAlias } from "./credentials.ts";

/** A token and what it gives access to. */
export interface Grant {
  readonly token: string;
  /** The terminal of the token request; empty when it named none. */
  readonly terminalId: string;
  readonly expiresAt: number;
}

/** The valid tokens. */
export interface TokenStore {
  issue(terminalId: string, expiresAt: number): Grant;
  find(token: string, now: number): Grant | undefined;
  revoke(token: string): void;
}

/** The most tokens; a new one evicts the oldest. */
const CAPACITY = 1000;

/** Creates an empty store of bounded size. */
export function createTokenStore(): TokenStore {
  const grants = new Map<string, Grant>();
  return {
    issue(terminalId, expiresAt) {
      // 16 random bytes give 22 characters, as in the bank's sample.
      const grant = { token: randomBytes(16).toString("base64url"), terminalId, expiresAt };
      grants.set(grant.token, grant);
      const oldest = grants.keys().next();
      if (grants.size > CAPACITY && !oldest.done) grants.delete(oldest.value);
      return grant;
    },
    find(token, now) {
      const grant = grants.get(token);
      return grant !== undefined && now < grant.expiresAt ? grant : undefined;
    },
    revoke(token) {
      grants.delete(token);
    },
  };
}

/** A terminal of the shop, or the result code of the refusal. */
export type TerminalAccess =
  | { readonly alias: TerminalAlias }
  | { readonly resultCode: "104" | "106" | "109" };

/** Gives the terminal of a token, or the result code of the refusal. */
export function terminalAccess(terminalId: string): TerminalAccess {
  if (terminalId === "") return { resultCode: "104" };
  // UUIDs are compared without regard to case (RFC 9562, 4).
  const id = terminalId.toLowerCase();
  const own = PRACTICE_TERMINALS.find((terminal) => terminal.id === id);
  if (own !== undefined) return { alias: own.alias };
  return { resultCode: id === FOREIGN_TERMINAL_ID ? "109" : "106" };
}
