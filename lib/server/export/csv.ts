import "server-only";
import { stringify } from "csv-stringify/sync";
import { byteStream } from "./byte-stream.ts";
import { cutToCell, readableText } from "./cell-text.ts";
import { readDecimal } from "./decimal.ts";
import { withoutFormula } from "./formula-guard.ts";
import { openRows, pieces, type Rows } from "./pieces.ts";
import type { Cell, TableFile } from "./table.ts";
import { clockOf, type ReadClock } from "./wall-clock.ts";

/** Where Excel separates by semicolon (Kazakh, Russian), "12.10" would become the 12th of October. */
const DECIMAL_MARK = { ",": ".", ";": "," } as const;

export interface CsvOptions {
  /** Without it Excel takes UTF-8 for the system's old code page. */
  bom: boolean;
  /** ";" also writes a comma as decimal mark: the two go together wherever Excel wants them. */
  separator: keyof typeof DECIMAL_MARK;
}

/**
 * RFC 4180, UTF-8. The only way to say that a text is none of a spreadsheet's formulas is to change
 * it, see `withoutFormula`; leading zeros of a text do not survive Excel here, only in an XLSX file.
 * Zone and other notes belong in the titles.
 */
export function csvStream(table: TableFile, options: CsvOptions): ReadableStream<Uint8Array> {
  const rows = openRows(table.rows);
  return byteStream(chunks(table, options, rows), () => rows.leave());
}

async function* chunks(
  { columns, timeZone }: TableFile,
  { bom, separator }: CsvOptions,
  rows: Rows,
): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder();
  // Without the last one a lone LF would not be quoted, since it ends no record here.
  const shape = { delimiter: separator, record_delimiter: "\r\n", quote_record_delimiter: true };
  const write = writerOf(clockOf(timeZone), DECIMAL_MARK[separator]);
  yield encoder.encode(stringify([columns.map(({ title }) => inert(title))], { ...shape, bom }));
  for await (const piece of pieces(rows)) {
    yield encoder.encode(
      stringify(
        piece.map((row) => row.map(write)),
        shape,
      ),
    );
  }
}

function writerOf(readClock: ReadClock, decimalMark: string): (cell: Cell) => string {
  return (cell) => {
    switch (cell.type) {
      case "text":
        return inert(cell.value);
      case "number": {
        const number = readDecimal(cell.decimal, cell.digits);
        return number ? number.text.replace(".", decimalMark) : inert(cell.decimal);
      }
      case "time":
        return readClock(cell.instant)?.text ?? inert(cell.instant);
      case "empty":
        return "";
    }
  };
}

/** The guard first: it must see the controls that a program may drop before a formula. */
function inert(text: string): string {
  return cutToCell(readableText(withoutFormula(text)));
}
