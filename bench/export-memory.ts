/**
 * How much memory an export takes: 100,000 payments of 15 columns, read at once and read slowly,
 * each in a process of its own: `npx node --conditions=react-server bench/export-memory.ts`. `EXPORT_ROWS` changes the number.
 */
import { execFileSync } from "node:child_process";
import { setTimeout as wait } from "node:timers/promises";
import { z } from "zod";
import { csvStream } from "#lib/server/export/csv.ts";
import type { Cell, TableFile } from "#lib/server/export/table.ts";
import { xlsxStream } from "#lib/server/export/xlsx.ts";

const ROWS = Number(process.env.EXPORT_ROWS ?? 100_000);
const COLUMNS = 15;
const BATCH = 100;
const PAUSE_EVERY = 64 * 1024;
const MB = 1024 * 1024;

const formatSchema = z.enum(["csv", "xlsx"]);
type Format = z.infer<typeof formatSchema>;

function payment(row: number): Cell[] {
  const instant = new Date(1_709_000_000_000 + row * 61_000).toISOString();
  const sum = (share: number): Cell => ({
    type: "number",
    decimal: `${((row * 7919) % 9_999_999) * share}.${(row % 90) + 10}`,
    digits: 2,
  });
  const text = (value: string): Cell => ({ type: "text", value });
  return [
    text(String(row).padStart(9, "0")),
    text(crypto.randomUUID()),
    { type: "time", instant },
    { type: "time", instant },
    sum(3),
    sum(2),
    sum(-1),
    text("KZT"),
    text("CHARGE"),
    text(`4405 63•• •••• ${String(row % 10_000).padStart(4, "0")}`),
    text(`Айгүл Сәрсенбаева ${row}`),
    text(`+7701${String(row).padStart(7, "0")}`),
    text(`buyer${row}@shop.example`),
    row % 3 === 0 ? { type: "empty" } : text(`Тапсырыс №${row}; тегін жеткізу`),
    text(String(100_000_000_000 + row)),
  ];
}

function tableOf(count: number): TableFile {
  return {
    sheetName: "Payments",
    columns: Array.from({ length: COLUMNS }, (_, index) => ({
      title: `Column ${index}`,
      width: 20,
    })),
    rows: (async function* () {
      for (let row = 0; row < count; row += BATCH) {
        yield Array.from({ length: BATCH }, (_, index) => payment(row + index));
      }
    })(),
    timeZone: "Asia/Almaty",
  };
}

async function drain(format: Format, rows: number, pauseInMs: number): Promise<number> {
  const table = tableOf(rows);
  const stream =
    format === "csv" ? csvStream(table, { bom: true, separator: ";" }) : xlsxStream(table);
  let bytes = 0;
  const reader = stream.getReader();
  for (let next = await reader.read(); !next.done; next = await reader.read()) {
    const taken = bytes;
    bytes += next.value.byteLength;
    const isPause = Math.floor(taken / PAUSE_EVERY) < Math.floor(bytes / PAUSE_EVERY);
    if (pauseInMs > 0 && isPause) await wait(pauseInMs);
  }
  return bytes;
}

/** The peak above what the process had before, in MB. */
async function growth(work: () => Promise<unknown>): Promise<string> {
  const before = process.memoryUsage.rss();
  let peak = before;
  const timer = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage.rss());
  }, 10);
  await work();
  clearInterval(timer);
  return `+${((peak - before) / MB).toFixed(0)} MB over ${(before / MB).toFixed(0)} MB`;
}

/** The first export also makes V8's young generation grow to its size, as any work would. */
async function measure(format: Format, pauseInMs: number): Promise<void> {
  await drain(format, 1_000, 0);
  const first = await growth(() => drain(format, ROWS, pauseInMs));
  const start = performance.now();
  const second = await growth(() => drain(format, ROWS, pauseInMs));
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  console.log(
    `${format}, ${ROWS} rows, reader pauses ${pauseInMs} ms: first ${first}, second ${second} in ${seconds} s`,
  );
}

const [wanted, pause = "0"] = process.argv.slice(2);
if (wanted === undefined) {
  for (const format of formatSchema.options) {
    for (const pauseInMs of ["0", "20"]) {
      const options = [
        ...process.execArgv.filter((one) => one.startsWith("--max")),
        "--conditions=react-server",
        import.meta.filename,
        format,
        pauseInMs,
      ];
      execFileSync(process.execPath, options, { stdio: "inherit" });
    }
  }
} else {
  await measure(formatSchema.parse(wanted), Number(pause));
}
