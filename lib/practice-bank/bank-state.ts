import { type Fault, type FaultName, faultNamed, type TokenFault } from "./faults/names.ts";
import { PRACTICE_CLIENT_ID, PRACTICE_CLIENT_SECRET } from "./token/credentials.ts";
import { createTokenStore, type TokenStore } from "./token/token-store.ts";

/** Knobs of a practice bank; every one has a usual position. */
export interface PracticeBankOptions {
  /** Port on 127.0.0.1; 0 takes a free one. */
  readonly port?: number | undefined;
  /** The bank's clock in milliseconds; drives moving payments, dates and the life of tokens. */
  readonly now?: (() => number) | undefined;
  /** Mean delay of each answer, give or take a quarter; 0 for none. */
  readonly latencyMs?: number | undefined;
  /** What goes wrong with every question. */
  readonly fault?: FaultName | undefined;
  /** How long tokens really live. */
  readonly tokenLifeSeconds?: number | undefined;
  /** What the token answer states as `expires_in`; null leaves the key out. */
  readonly expiresIn?: number | string | null | undefined;
  readonly clientId?: string | undefined;
  readonly clientSecret?: string | undefined;
  /** Pause between bytes of the slow faults, instead of 1 s for headers and 4 s for bodies. */
  readonly byteGapMs?: number | undefined;
}

/** How many questions reached the bank, refused and faulty ones too. */
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

/** All that a running bank remembers. Every part of it is of limited size. */
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
  /** When an invoice was first asked for. */
  readonly firstAsked: CappedTimes;
  /** When a token was last taken away for the sake of the fault 401-once. */
  readonly lastRevoked: CappedTimes;
  fault: Fault | null;
  armed: ArmedTokenFault | null;
}

/** Instants by name; when full, the oldest entry goes. */
export interface CappedTimes {
  get(key: string): number | undefined;
  set(key: string, at: number): void;
}

/** An empty list of instants for at most so many names. */
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

/** Names remembered at most; more than the table has invoices. */
const CAPACITY = 1000;

/** A bank that was never asked anything. */
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
