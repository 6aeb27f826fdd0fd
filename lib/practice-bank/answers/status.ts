import type { ServerResponse } from "node:http";
import type { BankState } from "../bank-state.ts";
import { spoiltPage } from "../faults/body.ts";
import { spoilContent } from "../faults/content.ts";
import { type Fault, faultNamed, type TokenFault } from "../faults/names.ts";
import { faultyPage } from "../faults/page.ts";
import { breakWire } from "../faults/wire.ts";
import { jsonPage, type Page, textPage } from "../page.ts";
import type { Scenario } from "../scenario.ts";
import { scenarioOf } from "../scenarios.ts";
import { type Grant, standingOf } from "../token/token-store.ts";
import { envelope, type Service } from "./envelope.ts";
import { type Asked, codeReply, foundReply, type Reply } from "./replies.ts";
import { p2pTransaction, transaction } from "./transaction.ts";

/** The word that clients met instead of a JSON body. */
const UNAUTHORISED = textPage(401, "Unauthorized");

/** How long the token service stays faulty for the invoice that practises it. */
const TOKEN_FAULT_MS = 3000;
/** After this time, an invoice that practises 401-once does so again. */
const REVOKE_AGAIN_MS = 60_000;
const WHOLE_BANK = "whole bank";

/** A status question as it came in. */
export interface StatusCall {
  readonly service: Service;
  readonly invoice: string;
  readonly authorization: string | undefined;
}

/** One question with everything that its answer depends on. */
interface Question {
  readonly bank: BankState;
  readonly service: Service;
  readonly response: ServerResponse;
  readonly grant: Grant;
  readonly asked: Asked;
  /** What the bank would answer if nothing went wrong. */
  readonly reply: Reply;
}

function grantOf(bank: BankState, authorization: string | undefined): Grant | undefined {
  const [, token] = /^Bearer +(\S+)$/i.exec(authorization ?? "") ?? [];
  return token === undefined ? undefined : bank.tokens.find(token, bank.now());
}

function firstAskedAt(bank: BankState, scenario: Scenario | undefined, now: number): number {
  // Numbers that stand for nothing do not move, so there is nothing to remember of them.
  if (scenario === undefined) return now;
  const known = bank.firstAsked.get(scenario.invoice);
  if (known === undefined) bank.firstAsked.set(scenario.invoice, now);
  return known ?? now;
}

function healthyReply(service: Service, scenario: Scenario | undefined, asked: Asked): Reply {
  if (scenario === undefined) return codeReply("102");
  if (scenario.terminal !== "any" && scenario.terminal !== asked.terminal) return codeReply("102");
  const answer = service === "payment" ? scenario.payment : scenario.p2p;
  return answer?.(asked) ?? codeReply("102");
}

function replyPage(service: Service, reply: Reply): Page {
  return jsonPage(200, envelope(service, reply));
}

/** Faults of the content need a payment to spoil, also for numbers that stand for nothing. */
function replyWithPayment({ service, asked, reply }: Question): Reply {
  if (reply.transaction) return reply;
  if (service === "payment") return foundReply(transaction(asked));
  return foundReply(p2pTransaction(asked, { statusName: "CHARGE" }));
}

function revokeOnce({ bank, asked, grant }: Question): boolean {
  const key = bank.fault === null ? asked.invoice : WHOLE_BANK;
  const last = bank.lastRevoked.get(key);
  const again = key !== WHOLE_BANK && last !== undefined && asked.now - last >= REVOKE_AGAIN_MS;
  if (last !== undefined && !again) return false;
  bank.lastRevoked.set(key, asked.now);
  bank.tokens.revoke(grant.token);
  return true;
}

/** Refuses this token and makes the token service faulty for a moment, for its terminal alone. */
function armTokenFault({ bank, grant, asked }: Question, name: TokenFault): Page {
  bank.tokens.revoke(grant.token);
  bank.armed = { name, terminalId: grant.terminalId, until: asked.now + TOKEN_FAULT_MS };
  return UNAUTHORISED;
}

/** The answer in place of the healthy one; null when the connection itself was broken. */
function faultyAnswer(question: Question, fault: Fault): Page | null {
  const { bank, service, response, reply } = question;
  switch (fault.part) {
    case "wire":
      breakWire(fault.name, { response, json: envelope(service, reply), gapMs: bank.byteGapMs });
      return null;
    case "access":
      if (fault.name === "401-once" && !revokeOnce(question)) return replyPage(service, reply);
      return UNAUTHORISED;
    case "page":
      return faultyPage(fault.name, service);
    case "body":
      return spoiltPage(fault.name, envelope(service, replyWithPayment(question)));
    case "content":
      return replyPage(service, spoilContent(fault.name, replyWithPayment(question)));
    case "token":
      // A token service that is faulty for the whole bank leaves the status service alone.
      if (bank.fault !== null) return replyPage(service, reply);
      return armTokenFault(question, fault.name);
  }
}

/**
 * Answers one status question: access first, then the terminal, then the table. Null when a broken
 * connection is the answer, and the response was used up for that.
 */
export function statusAnswer(
  bank: BankState,
  { service, invoice, authorization }: StatusCall,
  response: ServerResponse,
): Page | null {
  const grant = grantOf(bank, authorization);
  if (grant === undefined) return UNAUTHORISED;
  const standing = standingOf(grant.terminalId);
  if ("resultCode" in standing) return replyPage(service, codeReply(standing.resultCode));
  const scenario = scenarioOf(invoice);
  const now = bank.now();
  const firstAsked = firstAskedAt(bank, scenario, now);
  const asked = { invoice, terminal: standing.alias, now, firstAskedAt: firstAsked };
  const reply = healthyReply(service, scenario, asked);
  const ofInvoice = scenario?.fault === undefined ? null : faultNamed(scenario.fault);
  const fault = bank.fault ?? ofInvoice;
  if (fault === null) return replyPage(service, reply);
  return faultyAnswer({ bank, service, response, grant, asked, reply }, fault);
}
