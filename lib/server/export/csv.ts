import "server-only";
import { setImmediate as nextTurn } from "node:timers/promises";
import { stringify } from "csv-stringify/sync";
import { withoutFormula } from "#lib/copy/formula-guard.ts";
import { byteStream } from "./byte-stream.ts";
import { cutToCell, readableText } from "./cell-text.ts";
import { readDecimal } from "./decimal.ts";
import { localTimeOf, type ReadLocalTime } from "./local-time.ts";
import type { Cell, TableFile } from "./table.ts";

/** Where Excel separates by semicolon (Kazakh, Russian), "12.10" would become the 12th of October. */
const DECIMAL_MARK = { ",": ".", ";": "," } as const;

export interface CsvOptions {
  /** Without it Excel takes UTF-8 for the system's old code page. */
  bom: boolean;
  /** ";" also writes a comma as decimal mark: the two go together wherever Excel wants them. */
  separator: keyof typeof DECIMAL_MARK;
}

/**
 * RFC 4180, UTF-8, made only as fast as it is read. The only way to say that a text is none of a
 * spreadsheet's formulas is to change it, see `withoutFormula`; leading zeros of a text do not survive
 * Excel here, only in an XLSX file. Zone and other notes belong in the titles.
 */
export function csvStream(table: TableFile, options: CsvOptions): ReadableStream<Uint8Array> {
  return byteStream(chunks(table, options));
}

async function* chunks(
  { columns, rows, timeZone }: TableFile,
  { bom, separator }: CsvOptions,
): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder();
  // Without the last one a lone LF would not be quoted, since it ends no record here.
  const shape = { delimiter: separator, record_delimiter: "\r\n", quote_record_delimiter: true };
  const write = writerOf(localTimeOf(timeZone), DECIMAL_MARK[separator]);
  yield encoder.encode(stringify([columns.map(({ title }) => inert(title))], { ...shape, bom }));
  for await (const batch of rows) {
    const records = batch.map((row) => row.map(write));
    yield encoder.encode(stringify(records, shape));
    // The embedded database answers within the same turn; other requests need one, too.
    await nextTurn();
  }
}

function writerOf(readTime: ReadLocalTime, decimalMark: string): (cell: Cell) => string {
  return (cell) => {
    switch (cell.type) {
      case "text":
        return inert(cell.value);
      case "number": {
        const number = readDecimal(cell.decimal, cell.digits);
        return number ? number.text.replace(".", decimalMark) : inert(cell.decimal);
      }
      case "time":
        return readTime(cell.instant)?.text ?? inert(cell.instant);
      case "empty":
        return "";
    }
  };
}

/** The guard first: it must see the controls that a program may drop before a formula. */
function inert(text: string): string {
  return cutToCell(readableText(withoutFormula(text)));
}
