import { Pool } from "undici";

export interface Measured {
  requestsPerSecond: number;
  /** Milliseconds. */
  p50: number;
  p99: number;
}

/**
 * Asks for ever new invoices over so many connections for so long. Every answer is looked at: one
 * that is no paid payment ends the run, since a quick error is no result.
 */
export async function load(
  server: { origin: string; path: string; cookie: string; proof: string },
  { connections, seconds }: { connections: number; seconds: number },
): Promise<Measured> {
  const pool = new Pool(server.origin, { connections, pipelining: 1 });
  const times: number[] = [];
  const begun = performance.now();
  const until = begun + seconds * 1000;
  const worker = async (place: number) => {
    for (let round = 0; performance.now() < until; round += 1) {
      const asked = performance.now();
      const answer = await pool.request({
        path: `${server.path}${serial(place, round)}`,
        method: "GET",
        headers: { cookie: server.cookie },
      });
      const body = await answer.body.text();
      times.push(performance.now() - asked);
      if (answer.statusCode !== 200 || !body.includes(server.proof)) {
        throw new Error(`${server.origin} answered ${answer.statusCode}: ${body.slice(0, 200)}`);
      }
    }
  };
  await Promise.all(Array.from({ length: connections }, (_, place) => worker(place)));
  const elapsed = (performance.now() - begun) / 1000;
  await pool.close();
  return { requestsPerSecond: times.length / elapsed, ...quantiles(times) };
}

/** An invoice number that no other request of this run has, so that no bank call is shared. */
let run = 100;
function serial(place: number, round: number): string {
  if (place === 0 && round === 0) run += 1;
  return `${run}${String(place).padStart(3, "0")}${String(round).padStart(6, "0")}`;
}

/** Half and 99 of 100 were at least as quick. */
export function quantiles(times: readonly number[]): { p50: number; p99: number } {
  const sorted = [...times].sort((a, b) => a - b);
  const at = (share: number) => sorted[Math.floor((sorted.length - 1) * share)] ?? Number.NaN;
  return { p50: at(0.5), p99: at(0.99) };
}

export function median(values: readonly number[]): number {
  return quantiles(values).p50;
}
