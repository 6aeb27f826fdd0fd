/**
 * Asks LibreOffice what it makes of exported files full of hostile text (soffice must be installed):
 * no cell may be a formula, in XLSX and in CSV, with the right separator and with the wrong one.
 * `npx node --conditions=react-server bench/export-oracle.ts`
 */
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { csvStream } from "#lib/server/export/csv.ts";
import type { TableFile } from "#lib/server/export/table.ts";
import { xlsxStream } from "#lib/server/export/xlsx.ts";
import { bytesOf, HOSTILE, tableOf, text } from "#testing/sample-table.ts";

/** Column by column: hostile, leading zeros, a negative sum, a sum too long, either side of 2024-03-01. */
function hostileTable(): TableFile {
  const rows = HOSTILE.map((value, index) => [
    text(value),
    text(`0000${index}`),
    { type: "number" as const, decimal: "-12500.5", digits: 2 },
    { type: "number" as const, decimal: "12345678901234567.25", digits: 2 },
    { type: "time" as const, instant: "2024-02-29T18:00:00Z" },
    { type: "time" as const, instant: "2024-02-29T19:00:00Z" },
  ]);
  return { ...tableOf(rows), sheetName: "Төлемдер" };
}

/** The file as LibreOffice understood it, in the one format that shows formulas as text. */
function understood(folder: string, file: string, separators?: string): string {
  const filter = separators === undefined ? [] : [`--infilter=CSV:${separators},34,UTF8`];
  const profile = `-env:UserInstallation=file://${folder}/profile`;
  const options = [profile, "--headless", ...filter, "--convert-to", "fods", "--outdir", folder];
  execFileSync("soffice", [...options, path.join(folder, file)], { stdio: "ignore" });
  return readFileSync(path.join(folder, `${path.parse(file).name}.fods`), "utf8");
}

function report(name: string, sheet: string): void {
  const count = (pattern: RegExp): number => sheet.match(pattern)?.length ?? 0;
  const formulas = count(/table:formula=/g);
  console.log(
    `${name}: ${formulas} formulas, ${count(/<text:p>0000\d+<\/text:p>/g)} of ${HOSTILE.length} with zeros, ` +
      `${count(/office:value="-12500.5"/g)} sums, ${count(/>12345678901234567.25</g)} long ones, ` +
      `${count(/date-value="2024-02-29T23:00:00"/g)} + ${count(/date-value="2024-03-01(T00:00:00)?"/g)} times`,
  );
  if (formulas > 0) process.exitCode = 1;
}

const TAB_COMMA = "9/44";
const COMMA = "44";
const SEMICOLON = "59";

const folder = mkdtempSync(path.join(tmpdir(), "export-oracle-"));
try {
  writeFileSync(path.join(folder, "typed.xlsx"), await bytesOf(xlsxStream(hostileTable())));
  report("xlsx", understood(folder, "typed.xlsx"));
  for (const separator of [",", ";"] as const) {
    const file = separator === "," ? "comma.csv" : "semicolon.csv";
    const bytes = await bytesOf(csvStream(hostileTable(), { bom: true, separator }));
    writeFileSync(path.join(folder, file), bytes);
    for (const read of [COMMA, SEMICOLON, TAB_COMMA]) {
      report(`${file} cut at ${read}`, understood(folder, file, read));
    }
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
