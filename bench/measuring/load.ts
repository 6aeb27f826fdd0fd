import { type Dispatcher, Pool } from "undici";
import { quantiles } from "./statistics.ts";

/** Someone who answers questions about invoices. */
export interface Server {
  origin: string;
  /** What stands before the invoice number. */
  path: string;
  cookie: string;
  /** What an answer about this invoice must hold: a quick error is no result. */
  proof(invoice: string): readonly string[];
}

export interface Measured {
  requestsPerSecond: number;
  /** Milliseconds. */
  p50: number;
  p99: number;
}

/** How many questions were asked so far; the bank must have heard of each. */
let asked = 0;
export const questionsAsked = (): number => asked;

/** An invoice number that no other question of this run has, so that no bank call is shared. */
export function newInvoice(): string {
  asked += 1;
  return String(200_000_000 + asked);
}

/** Asks for ever new invoices over so many connections, for so long or so often. */
export async function load(
  server: Server,
  { connections, ...end }: { connections: number } & ({ seconds: number } | { requests: number }),
): Promise<Measured> {
  const pool = new Pool(server.origin, { connections, pipelining: 1 });
  const times: number[] = [];
  let begun = 0;
  const start = performance.now();
  const mayGoOn = () =>
    "seconds" in end ? performance.now() < start + end.seconds * 1000 : begun < end.requests;
  const worker = async () => {
    while (mayGoOn()) {
      begun += 1;
      times.push(await ask(pool, server, newInvoice()));
    }
  };
  await Promise.all(Array.from({ length: connections }, worker));
  const elapsed = (performance.now() - start) / 1000;
  await pool.close();
  return { requestsPerSecond: times.length / elapsed, ...quantiles(times) };
}

/**
 * One question; gives its milliseconds.
 * @throws Error when the answer is not about a paid invoice.
 */
export async function ask(
  pool: Dispatcher,
  { origin, path, cookie, proof }: Server,
  invoice: string,
): Promise<number> {
  const begun = performance.now();
  const answer = await pool.request({
    origin,
    path: `${path}${invoice}`,
    method: "GET",
    headers: { cookie },
  });
  const body = await answer.body.text();
  const milliseconds = performance.now() - begun;
  if (answer.statusCode !== 200 || !proof(invoice).every((part) => body.includes(part))) {
    throw new Error(`${origin}${path} answered ${answer.statusCode}: ${body.slice(0, 200)}`);
  }
  return milliseconds;
}

/** The product's API, asked by someone signed in. */
export function lookUps({ origin, cookie }: { origin: string; cookie: string }): Server {
  const proof = (invoice: string) => ['"kind":"paid"', `"invoiceId":"${invoice}"`];
  return { origin, path: "/api/transactions/", cookie, proof };
}

/** The product's page of a payment. */
export function pages({ origin, cookie }: { origin: string; cookie: string }): Server {
  const proof = (invoice: string) => ['data-kind="paid"', invoice];
  return { origin, path: "/transactions/", cookie, proof };
}

/** Anyone who passes the bank's own answer on, or the bank. */
export function passingOn(origin: string, path: string): Server {
  const proof = (invoice: string) => ['"CHARGE"', `"invoiceID":"${invoice}"`];
  return { origin, path, cookie: "", proof };
}

/** The bank itself. */
export function bankItself(origin: string): Server {
  return passingOn(origin, "/check-status/payment/transaction/");
}

/** The minimal app's handler, and its page, which writes the answer as text of HTML. */
export function minimalHandler(origin: string): Server {
  return passingOn(origin, "/api/");
}
export function minimalPage(origin: string): Server {
  const proof = (invoice: string) => ["&quot;CHARGE&quot;", `invoiceID&quot;:&quot;${invoice}`];
  return { origin, path: "/payment/", cookie: "", proof };
}
