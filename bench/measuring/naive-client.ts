import type { Dispatcher } from "undici";

const RETRIES = 3;

/**
 * A baseline: asks the bank as a client does that retries every failure at once, three times.
 * Returns the status of the last answer.
 */
export async function askNaively(bank: Dispatcher, invoice: string): Promise<number> {
  for (let retries = 0; ; retries += 1) {
    const path = `/check-status/payment/transaction/${invoice}`;
    const answer = await bank.request({ path, method: "GET" });
    await answer.body.dump();
    if (answer.statusCode < 500 || retries === RETRIES) return answer.statusCode;
  }
}
