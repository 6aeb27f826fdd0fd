import type { BankAnswer, Fault } from "#lib/payment/payment.ts";
import type { LastCall } from "#lib/server/bank-check/check.ts";

/** What the doctor says of a bank that gave no answer. */

/** What to fix, by fault; continues "bank, terminal shop: ". `setting` is the address that was asked. */
const ADVICE: Record<Fault, (setting: string) => string> = {
  network: (setting) =>
    `cannot be reached; check the network, a firewall, HTTPS_PROXY and ${setting}`,
  timeout: () => "does not answer in time; check the network, or try again later",
  certificate: (setting) =>
    `has a certificate that is not trusted; check this machine's clock, that ${setting} has the right host, NODE_EXTRA_CA_CERTS for an authority of your own, and a proxy that inspects TLS`,
  bank_silent: () => "has not answered for a while; try again later",
  not_asked: () => "was not asked, as too many calls are waiting; try again",
  bank_failing: () => "has a fault at the moment; try again later",
  bank_asks_to_wait: () => "asks to wait; try again later",
  access_refused: () =>
    "refuses the token; check EPAY_SCOPE, and that EPAY_TOKEN_URL and EPAY_API_URL belong together",
  wrong_address: (setting) =>
    `does not know the address that was asked; check ${setting} and EPAY_ENVIRONMENT`,
  blocked: (setting) =>
    `is not reached: the call to ${setting} was blocked on the way; is this server's address allowed at the bank?`,
  credentials_refused: () =>
    "does not accept EPAY_CLIENT_ID, EPAY_CLIENT_SECRET or the terminal; they belong to one environment: check EPAY_ENVIRONMENT",
  terminal_missing: () => "sees no terminal in the token; check EPAY_TERMINALS",
  terminal_wrong: () => "does not know this terminal; check its id in EPAY_TERMINALS",
  terminal_not_ours: () => "says that the terminal belongs to another client; check EPAY_TERMINALS",
  bank_failed_to_look: () => "failed to look the number up; try again later",
  refused_without_reason: () => "refuses the request without giving a reason; ask the bank",
  refused_with_code: () => "answers with an error of its own; ask the bank what it means",
  not_the_bank: (setting) =>
    `did not answer, something else did; check ${setting} and any proxy in between`,
  compressed: (setting) =>
    `answers through a gateway that compresses; switch compression off for the host of ${setting}`,
  not_trusted: (setting) => `gives an answer that breaks its documented form; check ${setting}`,
  other_invoice: () => "gives an answer about another invoice; tell the bank",
};

/** The advice for an answer with a fault, with the code of the fault and what came in place of it. */
export function bankAdvice(
  { fault, said }: { fault: Fault; said: BankAnswer["said"] },
  call: LastCall,
  tookMs: number,
): string {
  const setting = call?.endpoint === "token" ? "EPAY_TOKEN_URL" : "EPAY_API_URL";
  const details = [
    fault,
    ...(call?.httpStatus ? [`status ${call.httpStatus}`] : []),
    ...(call?.contentType && !/json/i.test(call.contentType)
      ? [`content type ${call.contentType}`]
      : []),
    ...(call?.errorCode ? [call.errorCode] : []),
    ...(said ? [`the bank said: ${printable(`${said.code} ${said.message ?? ""}`)}`] : []),
    `${Math.round(tookMs)} ms`,
  ];
  return `${ADVICE[fault](setting)} (${details.join(", ")})`;
}

/** A terminal obeys control characters, and the text is the bank's. */
function printable(text: string): string {
  return text.replace(/[\p{C}\p{Z}]+/gu, " ").trim();
}
