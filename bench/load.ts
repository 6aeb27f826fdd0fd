import { Pool } from "undici";
import { z } from "zod";

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

/** Asks for ever new invoices over so many connections for so long. */
export async function load(
  server: Server,
  { connections, seconds }: { connections: number; seconds: number },
): Promise<Measured> {
  const pool = new Pool(server.origin, { connections, pipelining: 1 });
  const times: number[] = [];
  const begun = performance.now();
  const until = begun + seconds * 1000;
  const worker = async () => {
    while (performance.now() < until) times.push(await ask(pool, server, newInvoice()));
  };
  await Promise.all(Array.from({ length: connections }, worker));
  const elapsed = (performance.now() - begun) / 1000;
  await pool.close();
  return { requestsPerSecond: times.length / elapsed, ...quantiles(times) };
}

/** One question; gives its milliseconds. An answer that is not about a paid invoice ends the run. */
export async function ask(pool: Pool, server: Server, invoice: string): Promise<number> {
  const begun = performance.now();
  const answer = await pool.request({
    path: `${server.path}${invoice}`,
    method: "GET",
    headers: { cookie: server.cookie },
  });
  const body = await answer.body.text();
  const milliseconds = performance.now() - begun;
  if (answer.statusCode !== 200 || !server.proof(invoice).every((part) => body.includes(part))) {
    throw new Error(`${server.origin} answered ${answer.statusCode}: ${body.slice(0, 200)}`);
  }
  return milliseconds;
}

/** The product, asked by someone signed in. */
export function product(origin: string, cookie: string): Server {
  const proof = (invoice: string) => ['"kind":"paid"', `"invoiceId":"${invoice}"`];
  return { origin, path: "/api/transactions/", cookie, proof };
}

/** Anyone who passes the bank's own answer on, or the bank. */
export function passingOn(origin: string, path: string): Server {
  const proof = (invoice: string) => ['"CHARGE"', `"invoiceID":"${invoice}"`];
  return { origin, path, cookie: "", proof };
}

const callsSchema = z.object({ token: z.number(), status: z.number() });

/** How often the instant bank was asked. */
export async function bankCalls(bank: string): Promise<z.infer<typeof callsSchema>> {
  return callsSchema.parse(await (await fetch(`${bank}/calls`)).json());
}

/** Half and 99 of 100 were at least as quick. */
export function quantiles(times: readonly number[]): { p50: number; p99: number } {
  const sorted = [...times].sort((a, b) => a - b);
  const at = (share: number) => sorted[Math.ceil(sorted.length * share) - 1] ?? Number.NaN;
  return { p50: at(0.5), p99: at(0.99) };
}
