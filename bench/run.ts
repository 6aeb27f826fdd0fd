import { spawn, spawnSync } from "node:child_process";
import { PRACTICE_CLIENT_ID, PRACTICE_CLIENT_SECRET } from "#lib/practice-bank/credentials.ts";
import { startPracticeBank } from "#lib/practice-bank/server.ts";
import { signIn, startDemo } from "./application.ts";
import { load, type Measured, median, quantiles } from "./load.ts";
import { endAll, keep, startProgram } from "./processes.ts";
import { scriptBytes } from "./script-bytes.ts";

/** `npm run bench`: ours beside a baseline, in interleaved rounds, medians in one table. */

const ROUNDS = Number(process.env.BENCH_ROUNDS ?? 5);
const SECONDS = Number(process.env.BENCH_SECONDS ?? 3);
const PORT = 4700;

interface Row {
  goal: string;
  what: string;
  ours: string;
  baseline: string;
  must: string;
  met: boolean;
}

const rows: Row[] = [];
try {
  await speed();
  await scripts();
  await herds();
} finally {
  endAll();
}
printTable(rows);

/** G-01, G-02, G-03 A: the look-up API beside a bare proxy. */
async function speed(): Promise<void> {
  const bank = await startProgram("bench/instant-bank.ts");
  const bare = {
    origin: await startProgram("bench/bare-server.ts", [bank]),
    path: "/",
    cookie: "",
    proof: '"CHARGE"',
  };
  const origin = await startDemo(PORT, { tokenUrl: `${bank}/token`, apiUrl: bank });
  const ours = {
    origin,
    path: "/api/transactions/",
    cookie: await signIn(origin),
    proof: '"kind":"paid"',
  };
  const one = { connections: 1, seconds: SECONDS };
  const fifty = { connections: 50, seconds: SECONDS };
  await load(ours, fifty);
  await load(bare, fifty);
  const seen: Record<"ours1" | "bare1" | "ours50" | "bare50", Measured[]> = {
    ours1: [],
    bare1: [],
    ours50: [],
    bare50: [],
  };
  for (let round = 0; round < ROUNDS; round += 1) {
    seen.ours1.push(await load(ours, one));
    seen.bare1.push(await load(bare, one));
    seen.ours50.push(await load(ours, fifty));
    seen.bare50.push(await load(bare, fifty));
  }
  difference("G-01", "look-up p50, 1 connection, ms", { ...seen, pick: ({ p50 }) => p50, most: 4 });
  difference("G-02", "look-up p99, 1 connection, ms", {
    ...seen,
    pick: ({ p99 }) => p99,
    most: 15,
  });
  const rate = ({ requestsPerSecond }: Measured) => requestsPerSecond;
  const ratio = median(seen.ours50.map(rate)) / median(seen.bare50.map(rate));
  rows.push({
    goal: "G-03 A",
    what: "look-ups a second, 50 connections",
    ours: spread(seen.ours50.map(rate), 0),
    baseline: spread(seen.bare50.map(rate), 0),
    must: `>= 0.10x (is ${ratio.toFixed(3)}x)`,
    met: ratio >= 0.1,
  });
}

function difference(
  goal: string,
  what: string,
  {
    ours1,
    bare1,
    pick,
    most,
  }: { ours1: Measured[]; bare1: Measured[]; pick: (one: Measured) => number; most: number },
): void {
  const more = median(ours1.map(pick)) - median(bare1.map(pick));
  rows.push({
    goal,
    what,
    ours: spread(ours1.map(pick), 2),
    baseline: spread(bare1.map(pick), 2),
    must: `<= +${most} (is +${more.toFixed(2)})`,
    met: more <= most,
  });
}

/** G-05: script of each page beside the smallest page of the same Next. */
async function scripts(): Promise<void> {
  const origin = `http://localhost:${PORT}`;
  const cookie = await signIn(origin);
  const minimal = await scriptBytes(await startMinimalNext());
  const pages = [
    ["sign-in", "/sign-in?callbackUrl=%2F", ""],
    ["look-up", "/", cookie],
    ["result", "/transactions/205218074", cookie],
  ] as const;
  for (const [name, path, withCookie] of pages) {
    const bytes = await scriptBytes(`${origin}${path}`, withCookie);
    rows.push({
      goal: "G-05",
      what: `script of ${name}, gzip, kB`,
      ours: (bytes / 1000).toFixed(1),
      baseline: (minimal / 1000).toFixed(1),
      must: `<= 1.15x (is ${(bytes / minimal).toFixed(3)}x)`,
      met: bytes / minimal <= 1.15,
    });
  }
}

async function startMinimalNext(): Promise<string> {
  const folder = "bench/minimal-next";
  const built = spawnSync("next", ["build", folder], { stdio: ["ignore", "ignore", "inherit"] });
  if (built.status !== 0) throw new Error("the minimal Next app does not build");
  const port = PORT + 1;
  const server = spawn(
    "next",
    ["start", folder, "--port", String(port), "--hostname", "127.0.0.1"],
    {
      stdio: ["ignore", "pipe", "inherit"],
    },
  );
  keep(server);
  await new Promise<void>((resolve) => {
    server.stdout.on("data", (chunk) => {
      if (String(chunk).includes("Ready")) resolve();
    });
  });
  return `http://127.0.0.1:${port}/`;
}

/** G-09, G-10: five hundred at once, the same and different ones, at a bank of 200 ms. */
async function herds(): Promise<void> {
  const latencyMs = 200;
  const bank = await startPracticeBank({ latencyMs });
  const origin = await startDemo(PORT + 2, {
    tokenUrl: bank.tokenUrl,
    apiUrl: bank.apiUrl,
    clientId: PRACTICE_CLIENT_ID,
    clientSecret: PRACTICE_CLIENT_SECRET,
  });
  const cookie = await signIn(origin);
  const ask = async (invoice: string) => {
    const asked = performance.now();
    const answer = await fetch(`${origin}/api/transactions/${invoice}`, { headers: { cookie } });
    await answer.arrayBuffer();
    if (answer.status !== 200) throw new Error(`status ${answer.status}`);
    return performance.now() - asked;
  };
  const herd = (invoice: (place: number) => string) =>
    Promise.all(Array.from({ length: 500 }, (_, place) => ask(invoice(place))));
  const different = await herd((place) => `5${String(place).padStart(7, "0")}`);
  const tokenCalls = bank.calls.token;
  const before = bank.calls.status;
  const same = await herd(() => "10000101");
  const statusCalls = bank.calls.status - before;
  await bank.stop();
  const p99 = quantiles(same).p99;
  rows.push(
    {
      goal: "G-09",
      what: "500 at once, one invoice: bank calls",
      ours: String(statusCalls),
      baseline: "500",
      must: "1",
      met: statusCalls === 1,
    },
    {
      goal: "G-09",
      what: `the same: p99, ms (bank ${latencyMs})`,
      ours: p99.toFixed(0),
      baseline: `${quantiles(different).p99.toFixed(0)} (500 different)`,
      must: `<= ${latencyMs + 50}`,
      met: p99 <= latencyMs + 50,
    },
    {
      goal: "G-10",
      what: "cold start, 500 different: token calls",
      ours: String(tokenCalls),
      baseline: "500",
      must: "1",
      met: tokenCalls === 1,
    },
  );
}

/** Median, and the least and most of the rounds. */
function spread(values: readonly number[], digits: number): string {
  const [least, most] = [Math.min(...values), Math.max(...values)];
  return `${median(values).toFixed(digits)} (${least.toFixed(digits)}-${most.toFixed(digits)})`;
}

function printTable(all: readonly Row[]): void {
  console.log("| goal | what | ours | baseline | must | met |\n|---|---|---|---|---|---|");
  for (const { goal, what, ours, baseline, must, met } of all) {
    console.log(`| ${[goal, what, ours, baseline, must, met ? "yes" : "no"].join(" | ")} |`);
  }
}
