import { escapeMarkup } from "#lib/http/escape-markup.ts";
import { cutToCell, readableText } from "./cell-text.ts";
import { readDecimal } from "./decimal.ts";
import { localTimeOf, type ReadLocalTime } from "./local-time.ts";
import type { Cell, Column, TableFile } from "./table.ts";
import { NAMESPACE, numberStyle, STYLE, XML_HEAD } from "./xlsx-parts.ts";

/** Excel's limit; it reports a file with more rows as damaged. */
const MAX_ROWS = 1_048_576;

/** The size of the sheet; final after the last row was written. */
export interface SheetSize {
  rows: number;
}

/**
 * The worksheet part of an XLSX file, a batch of rows at a time (ECMA-376, 18.3). Text is inline,
 * as a table of shared strings would have to be kept in memory. Never writes a formula (`f`
 * element).
 * @throws Error when there are more rows than a sheet can have.
 */
export async function* sheetXml(
  { columns, rows, timeZone }: Pick<TableFile, "columns" | "rows" | "timeZone">,
  size: SheetSize,
): AsyncGenerator<string> {
  const writeCell = writerOf(localTimeOf(timeZone));
  const names = columns.map((_, index) => columnName(index));
  const writeRow = (row: readonly Cell[]): string => {
    size.rows += 1;
    const cells = row.map((cell, index) =>
      writeCell(`${names[index] ?? columnName(index)}${size.rows}`, cell),
    );
    return `<row r="${size.rows}">${cells.join("")}</row>`;
  };
  yield `${head(columns)}<sheetData>${header(columns, names)}`;
  size.rows = 1;
  for await (const batch of rows) {
    if (size.rows + batch.length > MAX_ROWS) {
      throw new Error(`A sheet holds ${MAX_ROWS} rows at most.`);
    }
    yield batch.map(writeRow).join("");
  }
  const range = tableRange(columns.length, size.rows);
  yield `</sheetData>${range && `<autoFilter ref="${range}"/>`}</worksheet>`;
}

/** The range of the table with its header, such as "A1:O100001"; "" without columns. */
export function tableRange(columns: number, rows: number): string {
  return columns === 0 ? "" : `A1:${columnName(columns - 1)}${rows}`;
}

function head(columns: readonly Column[]): string {
  const widths = columns.map(
    ({ width }, index) =>
      `<col min="${index + 1}" max="${index + 1}" width="${width}" customWidth="1"/>`,
  );
  return [
    `${XML_HEAD}<worksheet xmlns="${NAMESPACE.main}"><sheetViews><sheetView workbookViewId="0">`,
    '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>',
    "</sheetView></sheetViews>",
    widths.length > 0 ? `<cols>${widths.join("")}</cols>` : "",
  ].join("");
}

function header(columns: readonly Column[], names: readonly string[]): string {
  const cells = columns.map(({ title }, index) => text(`${names[index]}1`, title, STYLE.header));
  return `<row r="1">${cells.join("")}</row>`;
}

function writerOf(readTime: ReadLocalTime): (place: string, cell: Cell) => string {
  return (place, cell) => {
    switch (cell.type) {
      case "text":
        return text(place, cell.value, STYLE.text);
      case "number": {
        const number = readDecimal(cell.decimal, cell.digits);
        return number?.isSafe
          ? value(place, number.text, numberStyle(number.decimals))
          : text(place, number?.text ?? cell.decimal, STYLE.text);
      }
      case "time": {
        const time = readTime(cell.instant);
        return time
          ? value(place, String(time.serial), STYLE.time)
          : text(place, cell.instant, STYLE.text);
      }
      case "empty":
        return "";
    }
  };
}

function value(place: string, number: string, style: number): string {
  return `<c r="${place}" s="${style}"><v>${number}</v></c>`;
}

function text(place: string, written: string, style: number): string {
  const shown = escapeMarkup(cutToCell(readableText(written)));
  if (shown === "") return "";
  return `<c r="${place}" s="${style}" t="inlineStr"><is><t xml:space="preserve">${withoutEscapes(shown)}</t></is></c>`;
}

/** Escapes text such as `_x003D_`, which would be read as "=" (ST_Xstring, ECMA-376 22.9.2.19). */
function withoutEscapes(written: string): string {
  return written.replace(/_(?=x[0-9a-f]{4}_)/gi, "_x005F_");
}

/** The name of a column: 0 is A, 25 is Z, 26 is AA. */
function columnName(index: number): string {
  const before = index < 26 ? "" : columnName(Math.floor(index / 26) - 1);
  return before + String.fromCharCode(65 + (index % 26));
}
