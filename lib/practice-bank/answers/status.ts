import type { ServerResponse } from "node:http";
import type { BankState } from "../bank-state.ts";
import { corruptedPage } from "../faults/body.ts";
import { corruptContent } from "../faults/content.ts";
import { type Fault, faultNamed, type TokenFault } from "../faults/names.ts";
import { faultyPage } from "../faults/page.ts";
import { breakConnection } from "../faults/wire.ts";
import { jsonPage, type Page, textPage } from "../page.ts";
import type { Scenario } from "../scenario.ts";
import { scenarioOf } from "../scenarios.ts";
import { type Grant, terminalAccess } from "../token/token-store.ts";
import { envelope, type Service } from "./envelope.ts";
import { type Asked, codeReply, foundReply, type Reply } from "./replies.ts";
import { p2pTransaction, transaction } from "./transaction.ts";

/** The real bank sends this word instead of a JSON body. */
const UNAUTHORISED = textPage(401, "Unauthorized");

/** How long a fault of the token service lasts, when an invoice asks for it. */
const TOKEN_FAULT_MS = 3000;
/** An invoice with the fault 401-once repeats it after this time. */
const REVOKE_AGAIN_MS = 60_000;
const WHOLE_BANK = "whole bank";

/** A status request as it arrived. */
export interface StatusCall {
  readonly service: Service;
  readonly invoice: string;
  readonly authorization: string | undefined;
}

/** A status request with everything that its answer depends on. */
interface StatusRequest {
  readonly bank: BankState;
  readonly service: Service;
  readonly response: ServerResponse;
  readonly grant: Grant;
  readonly asked: Asked;
  /** The answer without any fault. */
  readonly reply: Reply;
}

function grantOf(bank: BankState, authorization: string | undefined): Grant | undefined {
  const [, token] = /^Bearer +(\S+)$/i.exec(authorization ?? "") ?? [];
  return token === undefined ? undefined : bank.tokens.find(token, bank.now());
}

function firstAskedAt(bank: BankState, scenario: Scenario | undefined, now: number): number {
  // An unknown number always has the same answer, so nothing is stored for it.
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

/** Faults of the content need a payment, even for an unknown number. */
function replyWithPayment({ service, asked, reply }: StatusRequest): Reply {
  if (reply.transaction) return reply;
  if (service === "payment") return foundReply(transaction(asked));
  return foundReply(p2pTransaction(asked, { statusName: "CHARGE" }));
}

function revokeOnce({ bank, asked, grant }: StatusRequest): boolean {
  const key = bank.fault === null ? asked.invoice : WHOLE_BANK;
  const last = bank.lastRevoked.get(key);
  const again = key !== WHOLE_BANK && last !== undefined && asked.now - last >= REVOKE_AGAIN_MS;
  if (last !== undefined && !again) return false;
  bank.lastRevoked.set(key, asked.now);
  bank.tokens.revoke(grant.token);
  return true;
}

/** Revokes this token and gives the token service a fault for this terminal, for a short time. */
function armTokenFault({ bank, grant, asked }: StatusRequest, name: TokenFault): Page {
  bank.tokens.revoke(grant.token);
  bank.armed = { name, terminalId: grant.terminalId, until: asked.now + TOKEN_FAULT_MS };
  return UNAUTHORISED;
}

/** The faulty answer; null when the fault has taken over the connection. */
function faultyAnswer(request: StatusRequest, fault: Fault): Page | null {
  const { bank, service, response, reply } = request;
  switch (fault.part) {
    case "wire":
      breakConnection(fault.name, {
        response,
        json: envelope(service, reply),
        gapMs: bank.byteGapMs,
      });
      return null;
    case "access":
      if (fault.name === "401-once" && !revokeOnce(request)) return replyPage(service, reply);
      return UNAUTHORISED;
    case "page":
      return faultyPage(fault.name, service);
    case "body":
      return corruptedPage(fault.name, envelope(service, replyWithPayment(request)));
    case "content":
      return replyPage(service, corruptContent(fault.name, replyWithPayment(request)));
    case "token":
      // A fault of the token service for the whole bank does not affect the status service.
      if (bank.fault !== null) return replyPage(service, reply);
      return armTokenFault(request, fault.name);
  }
}

/**
 * Answers a status request: checks access, then the terminal, then the table. Null when a fault has
 * taken over the connection.
 */
export function statusAnswer(
  bank: BankState,
  { service, invoice, authorization }: StatusCall,
  response: ServerResponse,
): Page | null {
  const grant = grantOf(bank, authorization);
  if (grant === undefined) return UNAUTHORISED;
  const access = terminalAccess(grant.terminalId);
  if ("resultCode" in access) return replyPage(service, codeReply(access.resultCode));
  const scenario = scenarioOf(invoice);
  const now = bank.now();
  const firstAsked = firstAskedAt(bank, scenario, now);
  const asked = { invoice, terminal: access.alias, now, firstAskedAt: firstAsked };
  const reply = healthyReply(service, scenario, asked);
  const ofInvoice = scenario?.fault === undefined ? null : faultNamed(scenario.fault);
  const fault = bank.fault ?? ofInvoice;
  if (fault === null) return replyPage(service, reply);
  return faultyAnswer({ bank, service, response, grant, asked, reply }, fault);
}
