import { bankCalls, load, type Measured, questionsAsked, type Server } from "./load.ts";
import { median, type Row, spread } from "./table.ts";

/** G-01, G-02, G-03 A: the look-up API beside a bare proxy; and Next alone, for comparison. */

export interface Speed {
  bank: string;
  ours: Server;
  bare: Server;
  next: Server;
}
type Name = "ours" | "bare" | "next";

interface Round {
  one: Record<Name, Measured>;
  fifty: Record<Name, Measured>;
}

export async function speedRows(
  servers: Speed,
  { rounds, seconds }: { rounds: number; seconds: number },
): Promise<Row[]> {
  const askedBefore = questionsAsked();
  const callsBefore = (await bankCalls(servers.bank)).status;
  // Compilers and pools warm up outside the rounds.
  await oneAfterAnother(servers, { connections: 50, seconds });
  const seen: Round[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const one = await oneAfterAnother(servers, { connections: 1, seconds });
    seen.push({ one, fifty: await oneAfterAnother(servers, { connections: 50, seconds }) });
  }
  const calls = (await bankCalls(servers.bank)).status - callsBefore;
  const asked = questionsAsked() - askedBefore;
  if (calls !== asked) throw new Error(`${asked} questions, but ${calls} bank calls`);
  return [
    latency(seen, { goal: "G-01", name: "p50", most: 4 }),
    latency(seen, { goal: "G-02", name: "p99", most: 15 }),
    ...throughput(seen),
  ];
}

async function oneAfterAnother(
  { ours, bare, next }: Speed,
  how: { connections: number; seconds: number },
): Promise<Record<Name, Measured>> {
  return { ours: await load(ours, how), bare: await load(bare, how), next: await load(next, how) };
}

function latency(
  seen: readonly Round[],
  { goal, name, most }: { goal: string; name: "p50" | "p99"; most: number },
): Row {
  const more = seen.map(({ one }) => one.ours[name] - one.bare[name]);
  return {
    goal,
    what: `look-up ${name}, 1 connection, ms`,
    ours: spread(
      seen.map(({ one }) => one.ours[name]),
      2,
    ),
    baseline: spread(
      seen.map(({ one }) => one.bare[name]),
      2,
    ),
    compared: spread(more, 2, "+"),
    must: `<= +${most}`,
    met: median(more) <= most,
  };
}

function throughput(seen: readonly Round[]): Row[] {
  const rates = (name: Name) => seen.map(({ fifty }) => fifty[name].requestsPerSecond);
  const ratios = (name: Name) =>
    seen.map(({ fifty }) => fifty[name].requestsPerSecond / fifty.bare.requestsPerSecond);
  const row = (name: Name, what: string) => ({
    goal: "G-03 A",
    what,
    ours: spread(rates(name), 0),
    baseline: spread(rates("bare"), 0),
    compared: `${spread(ratios(name), 3)} x`,
  });
  const ours = row("ours", "look-ups a second, 50 connections");
  const next = row("next", "the same by a handler of Next that does nothing else");
  return [
    { ...ours, must: ">= 0.10 x", met: median(ratios("ours")) >= 0.1 },
    { ...next, must: "-", met: null },
  ];
}
