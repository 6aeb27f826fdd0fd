import { request } from "undici";
import { z } from "zod";
import type { Service } from "./answers/envelope.ts";
import type { PracticeBank } from "./server.ts";
import {
  PRACTICE_CLIENT_ID,
  PRACTICE_CLIENT_SECRET,
  PRACTICE_TERMINALS,
} from "./token/credentials.ts";

/*
 * An HTTP client for the tests of the practice bank: it follows no redirects and decodes no body,
 * so that tests see what the bank sends.
 */

/** A raw HTTP response. */
export interface Answered {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly bytes: Buffer;
  readonly text: string;
}

/** A token request in the documented form; null leaves a field out. */
export interface TokenFields {
  readonly grant_type?: string | null;
  readonly client_id?: string | null;
  readonly client_secret?: string | null;
  readonly terminal?: string | null;
}

const USUAL = {
  grant_type: "client_credentials",
  scope: "webapi usermanagement email_send verification statement statistics payment",
  client_id: PRACTICE_CLIENT_ID,
  client_secret: PRACTICE_CLIENT_SECRET,
  terminal: PRACTICE_TERMINALS[0].id,
};

type Form = FormData | URLSearchParams;

function fill<Target extends Form>(target: Target, fields: TokenFields): Target {
  for (const [name, value] of Object.entries({ ...USUAL, ...fields })) {
    if (typeof value === "string") target.append(name, value);
  }
  return target;
}

async function raw(response: globalThis.Response): Promise<Answered> {
  const bytes = Buffer.from(await response.arrayBuffer());
  const headers = Object.fromEntries(response.headers);
  return { status: response.status, headers, bytes, text: bytes.toString() };
}

/** Requests a token in one of the two encodings. */
export async function askToken(
  bank: PracticeBank,
  fields: TokenFields = {},
  encoding: "multipart" | "urlencoded" = "multipart",
): Promise<Answered> {
  const form = encoding === "multipart" ? new FormData() : new URLSearchParams();
  return raw(await fetch(bank.tokenUrl, { method: "POST", body: fill(form, fields) }));
}

const issuedSchema = z.object({ access_token: z.string().min(1) });

/** A valid token, for the main terminal by default. */
export async function tokenOf(
  bank: PracticeBank,
  terminal: string | null = PRACTICE_TERMINALS[0].id,
): Promise<string> {
  const answered = await askToken(bank, { terminal });
  return issuedSchema.parse(JSON.parse(answered.text)).access_token;
}

/** What a status request needs besides the invoice number. */
export interface Asking {
  readonly token?: string;
  readonly service?: Service;
  readonly signal?: AbortSignal;
}

/** Sends a status request and returns the response once its headers are there. */
export async function openRequest(bank: PracticeBank, invoice: string, asking: Asking = {}) {
  const { service = "payment", signal } = asking;
  const token = asking.token ?? (await tokenOf(bank));
  return request(`${bank.apiUrl}/check-status/${service}/transaction/${invoice}`, {
    headers: { authorization: `Bearer ${token}` },
    ...(signal ? { signal } : {}),
  });
}

/** Sends a status request and reads the whole response. */
export async function ask(
  bank: PracticeBank,
  invoice: string,
  asking: Asking = {},
): Promise<Answered> {
  const { statusCode, headers, body } = await openRequest(bank, invoice, asking);
  const bytes = Buffer.from(await body.arrayBuffer());
  return { status: statusCode, headers, bytes, text: bytes.toString() };
}

const statusSchema = z.object({
  resultCode: z.unknown(),
  resultMessage: z.unknown(),
  transaction: z.record(z.string(), z.unknown()).nullish(),
});

/** Parses an answer of the payment service. */
export function read(answered: Answered) {
  return statusSchema.parse(JSON.parse(answered.text));
}

const p2pSchema = z.object({
  result: z.object({ code: z.unknown(), message: z.unknown() }),
  transaction: z.object({ p2p: z.record(z.string(), z.unknown()).nullish() }),
});

/** Parses an answer of the p2p service. */
export function readP2p(answered: Answered) {
  return p2pSchema.parse(JSON.parse(answered.text));
}
