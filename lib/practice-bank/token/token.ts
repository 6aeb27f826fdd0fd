import type { IncomingMessage } from "node:http";
import type { BankState } from "../bank-state.ts";
import type { TokenFault } from "../faults/names.ts";
import { htmlPage, jsonPage, type Page } from "../page.ts";

/*
 * The token service. It prints nothing: requests hold a secret, answers hold a token.
 */

const BODY_LIMIT = 65_536;
const ENCODINGS = ["multipart/form-data", "application/x-www-form-urlencoded"];
const DEFAULT_SCOPE = "webapi usermanagement email_send verification statement statistics payment";

function refusal(status: number, error: string, description: string): Page {
  return jsonPage(status, JSON.stringify({ error, error_description: description }));
}

async function readBody(request: IncomingMessage): Promise<Buffer | null> {
  const parts: Buffer[] = [];
  let size = 0;
  // An early end leaves the stream open: otherwise the connection would close before the refusal.
  for await (const part of request.iterator({ destroyOnReturn: false })) {
    const bytes = Buffer.from(part);
    size += bytes.length;
    if (size > BODY_LIMIT) return null;
    parts.push(bytes);
  }
  return Buffer.concat(parts);
}

/** The text fields of the form, in either encoding; null when it cannot be parsed. */
async function readForm(contentType: string, body: Buffer): Promise<Map<string, string> | null> {
  try {
    const headers = { "content-type": contentType };
    const form = await new Response(Uint8Array.from(body), { headers }).formData();
    const fields = new Map<string, string>();
    for (const [name, value] of form) if (typeof value === "string") fields.set(name, value);
    return fields;
  } catch {
    // A form that cannot be parsed is an error of the client (400).
    return null;
  }
}

function issuedPage(bank: BankState, terminalId: string, scope: string): Page {
  const life = bank.tokenLifeSeconds * 1000;
  const answer = {
    access_token: bank.tokens.issue(terminalId, bank.now() + life).token,
    expires_in: bank.expiresIn ?? undefined,
    refresh_token: "",
    // The sample of the bank begins with a blank.
    scope: ` ${scope}`,
    token_type: "Bearer",
  };
  return jsonPage(200, JSON.stringify(answer));
}

function decide(bank: BankState, form: ReadonlyMap<string, string>): Page {
  if (form.get("grant_type") !== "client_credentials") {
    return refusal(400, "unsupported_grant_type", "The grant type is not supported");
  }
  const { clientId, clientSecret } = bank;
  if (form.get("client_id") !== clientId || form.get("client_secret") !== clientSecret) {
    return refusal(401, "invalid_client", "Client authentication failed");
  }
  // A missing or wrong terminal is not refused here; the status service answers with its code.
  return issuedPage(bank, form.get("terminal") ?? "", form.get("scope") ?? DEFAULT_SCOPE);
}

/** The faulty answer instead of a token; null for no answer. */
function faultyTokenPage(fault: TokenFault): Page | null {
  switch (fault) {
    case "token-500":
      return jsonPage(500, '{"error":"server_error"}');
    case "token-html":
      return htmlPage(200, "Scheduled works");
    case "token-empty":
      return jsonPage(200, '{"access_token":"","expires_in":7200,"token_type":"Bearer"}');
    case "token-401":
      return refusal(401, "invalid_client", "Client authentication failed");
    case "token-hang":
      return null;
    case "token-crlf":
      return jsonPage(
        200,
        JSON.stringify({
          access_token: "practice\r\nx-injected: 1",
          expires_in: 7200,
          token_type: "Bearer",
        }),
      );
    case "token-mac":
      return jsonPage(200, '{"access_token":"practice","expires_in":7200,"token_type":"MAC"}');
  }
}

function currentFault(bank: BankState, terminalId: string): TokenFault | null {
  if (bank.fault?.part === "token") return bank.fault.name;
  const { armed } = bank;
  const meant = armed !== null && armed.terminalId === terminalId && bank.now() < armed.until;
  return meant ? armed.name : null;
}

/** Answers a token request; null when the fault is to give no answer. */
export async function tokenAnswer(bank: BankState, request: IncomingMessage): Promise<Page | null> {
  const contentType = request.headers["content-type"] ?? "";
  if (!ENCODINGS.includes(contentType.split(";")[0]?.trim().toLowerCase() ?? "")) {
    return refusal(415, "invalid_request", "Send the fields as a form");
  }
  const body = await readBody(request);
  if (body === null) {
    const page = refusal(413, "invalid_request", "The form is too large");
    return { ...page, headers: { ...page.headers, connection: "close" } };
  }
  const form = await readForm(contentType, body);
  if (form === null) return refusal(400, "invalid_request", "The form cannot be read");
  const fault = currentFault(bank, form.get("terminal") ?? "");
  // Nobody repeats a refused request: the next one is about another number, which it must not hit.
  if (fault === "token-401") bank.armed = null;
  return fault === null ? decide(bank, form) : faultyTokenPage(fault);
}
