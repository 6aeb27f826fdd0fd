import { type Fault, type FaultName, faultNamed, type TokenFault } from "./faults/names.ts";
import { PRACTICE_CLIENT_ID, PRACTICE_CLIENT_SECRET } from "./token/credentials.ts";
import { createTokenStore, type TokenStore } from "./token/token-store.ts";

/** Options of a practice bank; each has a default. */
export interface PracticeBankOptions {
  /** Port on 127.0.0.1; 0 takes a free one. */
  readonly port?: number | undefined;
  /** The bank's clock in milliseconds, for payments that change, dates and the expiry of tokens. */
  readonly now?: (() => number) | undefined;
  /** Mean delay of each answer in milliseconds, with a jitter of 25 %; 0 for none. */
  readonly latencyMs?: number | undefined;
  /** The fault of every request. */
  readonly fault?: FaultName | undefined;
  /** The lifetime of tokens. */
  readonly tokenLifeSeconds?: number | undefined;
  /** `expires_in` of the token answer; null leaves the key out. */
  readonly expiresIn?: number | string | null | undefined;
  readonly clientId?: string | undefined;
  readonly clientSecret?: string | undefined;
  /** Pause between bytes of the slow faults, instead of 1 s for headers and 4 s for bodies. */
  readonly byteGapMs?: number | undefined;
}

/** How many requests reached the bank, refused and faulty ones included. */
export interface Calls {
  token: number;
  status: number;
  p2p: number;
  /** Anything else, such as a followed redirect. */
  other: number;
}

/** A fault that waits for the next token request of one terminal. */
export interface ArmedTokenFault {
  readonly name: TokenFault;
  readonly terminalId: string;
  readonly until: number;
}

/** The state of a running bank; each part has a bounded size. */
export interface BankState {
  readonly now: () => number;
  latencyMs: number;
  readonly tokenLifeSeconds: number;
  readonly expiresIn: number | string | null;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly byteGapMs: number | undefined;
  readonly calls: Calls;
  readonly tokens: TokenStore;
  /** When the first request for an invoice came. */
  readonly firstAsked: CappedTimes;
  /** When the fault 401-once last revoked a token. */
  readonly lastRevoked: CappedTimes;
  fault: Fault | null;
  armed: ArmedTokenFault | null;
}

/** Instants by name, of bounded size: a new entry evicts the oldest. */
export interface CappedTimes {
  get(key: string): number | undefined;
  set(key: string, at: number): void;
}

/** Creates an empty map of instants for at most `capacity` names. */
export function createCappedTimes(capacity: number): CappedTimes {
  const times = new Map<string, number>();
  return {
    get: (key) => times.get(key),
    set(key, at) {
      times.delete(key);
      times.set(key, at);
      const oldest = times.keys().next();
      if (times.size > capacity && !oldest.done) times.delete(oldest.value);
    },
  };
}

/** More names than the table has invoices. */
const CAPACITY = 1000;

/** Creates the state of a bank before its first request. */
export function createBankState(options: PracticeBankOptions): BankState {
  const { tokenLifeSeconds = 7200, fault } = options;
  return {
    now: options.now ?? Date.now,
    latencyMs: options.latencyMs ?? 0,
    tokenLifeSeconds,
    expiresIn: options.expiresIn === undefined ? tokenLifeSeconds : options.expiresIn,
    clientId: options.clientId ?? PRACTICE_CLIENT_ID,
    clientSecret: options.clientSecret ?? PRACTICE_CLIENT_SECRET,
    byteGapMs: options.byteGapMs,
    calls: { token: 0, status: 0, p2p: 0, other: 0 },
    tokens: createTokenStore(),
    firstAsked: createCappedTimes(CAPACITY),
    lastRevoked: createCappedTimes(CAPACITY),
    fault: fault === undefined ? null : faultNamed(fault),
    armed: null,
  };
}
