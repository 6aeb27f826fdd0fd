import { randomBytes } from "node:crypto";
import { FOREIGN_TERMINAL_ID, PRACTICE_TERMINALS, type TerminalAlias } from "./credentials.ts";

/** What a token gives access to. */
export interface Grant {
  readonly token: string;
  /** As it was sent with the token request; empty when it was not. */
  readonly terminalId: string;
  readonly expiresAt: number;
}

/** The tokens in force. */
export interface TokenStore {
  issue(terminalId: string, expiresAt: number): Grant;
  find(token: string, now: number): Grant | undefined;
  revoke(token: string): void;
}

/** Room for tokens; a client that asks for more loses its oldest. */
const CAPACITY = 1000;

/** An empty store of limited size. */
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

/** One of the shop's terminals, or the result code that the bank answers instead. */
export type TerminalStanding =
  | { readonly alias: TerminalAlias }
  | { readonly resultCode: "104" | "106" | "109" };

/** What the terminal of a token is to the practice shop. */
export function standingOf(terminalId: string): TerminalStanding {
  if (terminalId === "") return { resultCode: "104" };
  // UUIDs are the same in either letter case.
  const id = terminalId.toLowerCase();
  const own = PRACTICE_TERMINALS.find((terminal) => terminal.id === id);
  if (own !== undefined) return { alias: own.alias };
  return { resultCode: id === FOREIGN_TERMINAL_ID ? "109" : "106" };
}
