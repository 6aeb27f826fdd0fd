import { Pool } from "undici";

let bank: Pool | undefined;

/** Asks the benchmark's bank about an invoice, as bench/servers/bare-proxy.ts does. */
export async function askBank(invoice: string): Promise<unknown> {
  bank ??= new Pool(process.env.BENCH_BANK ?? "http://127.0.0.1:9", { connections: 64 });
  const answer = await bank.request({
    path: `/check-status/payment/transaction/${invoice}`,
    method: "GET",
  });
  return answer.body.json();
}
