import "server-only";
import { setImmediate as nextTurn } from "node:timers/promises";
import { stringify } from "csv-stringify/sync";
import { withoutFormula } from "#lib/copy/formula-guard.ts";
import { byteStream } from "./byte-stream.ts";
import { cutToCell, readableText } from "./cell-text.ts";
import { readDecimal } from "./decimal.ts";
import { localTimeOf, type ReadLocalTime } from "./local-time.ts";
import type { Cell, TableFile } from "./table.ts";

/**
 * In locales with semicolons (Kazakh, Russian), Excel would read "12.10" as the 12th of October.
 */
const DECIMAL_MARK = { ",": ".", ";": "," } as const;

export interface CsvOptions {
  /** Without a byte order mark Excel reads UTF-8 as the system's code page. */
  bom: boolean;
  /** ";" also selects the comma as decimal mark: Excel uses both in the same locales. */
  separator: keyof typeof DECIMAL_MARK;
}

/**
 * A CSV (RFC 4180) in UTF-8, made only as fast as it is read. CSV cannot mark a cell as text, so
 * text that looks like a formula is changed (see `withoutFormula`), and Excel drops leading zeros,
 * which only an XLSX file keeps. The time zone and other notes belong into the titles.
 */
export function csvStream(table: TableFile, options: CsvOptions): ReadableStream<Uint8Array> {
  return byteStream(chunks(table, options));
}

async function* chunks(
  { columns, rows, timeZone }: TableFile,
  { bom, separator }: CsvOptions,
): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder();
  // quote_record_delimiter also quotes a lone LF, which is no record delimiter here.
  const shape = { delimiter: separator, record_delimiter: "\r\n", quote_record_delimiter: true };
  const write = writerOf(localTimeOf(timeZone), DECIMAL_MARK[separator]);
  yield encoder.encode(stringify([columns.map(({ title }) => safeText(title))], { ...shape, bom }));
  for await (const batch of rows) {
    const records = batch.map((row) => row.map(write));
    yield encoder.encode(stringify(records, shape));
    // The embedded database answers within one event-loop turn: lets other requests run in between.
    await nextTurn();
  }
}

function writerOf(readTime: ReadLocalTime, decimalMark: string): (cell: Cell) => string {
  return (cell) => {
    switch (cell.type) {
      case "text":
        return safeText(cell.value);
      case "number": {
        const number = readDecimal(cell.decimal, cell.digits);
        return number ? number.text.replace(".", decimalMark) : safeText(cell.decimal);
      }
      case "time":
        return readTime(cell.instant)?.text ?? safeText(cell.instant);
      case "empty":
        return "";
    }
  };
}

/** Guards first: the guard must see control characters that a program may skip before a formula. */
function safeText(text: string): string {
  return cutToCell(readableText(withoutFormula(text)));
}
