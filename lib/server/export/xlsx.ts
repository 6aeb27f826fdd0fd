import "server-only";
import { PassThrough, pipeline, Readable } from "node:stream";
import { ZipFile } from "yazl";
import { byteStream } from "./byte-stream.ts";
import { openRows } from "./pieces.ts";
import { sheetNamesOf } from "./sheet-names.ts";
import type { TableFile } from "./table.ts";
import {
  contentTypesXml,
  packageRelationsXml,
  stylesXml,
  workbookRelationsXml,
  workbookXml,
} from "./xlsx-parts.ts";
import { linesXml, sheetXml, tableRange } from "./xlsx-sheet.ts";

/**
 * A workbook with typed cells: text stays text whatever it begins with, leading zeros included;
 * numbers and times are numbers and times. A number of more than 15 digits is text, because a
 * spreadsheet would round it. Notes stand on a second sheet.
 */
export function xlsxStream(table: TableFile): ReadableStream<Uint8Array> {
  const rows = openRows(table.rows);
  const size = { rows: 0 };
  const sheet = Readable.from(encoded(sheetXml(table, rows, size)));
  const zip = zipOf(table, sheet, () => tableRange(table.columns.length, size.rows));
  const output = new PassThrough();
  const stop = async () => {
    sheet.destroy();
    output.destroy();
    await rows.leave();
  };
  sheet.on("error", (cause) => output.destroy(cause));
  zip.on("error", (cause) => output.destroy(cause));
  pipeline(zip.outputStream, output, (cause) => cause && sheet.destroy());
  return byteStream(bytes(output), stop);
}

/** The workbook goes last: only then it is known how far the table reaches. */
function zipOf(table: TableFile, sheet: Readable, range: () => string): ZipFile {
  const notes = table.notes ?? [];
  const names = sheetNamesOf(table.sheetName, notes.length > 0);
  const zip = new ZipFile();
  const add = (path: string, xml: string) => zip.addBuffer(Buffer.from(xml), path);
  add("[Content_Types].xml", contentTypesXml(names.length));
  add("_rels/.rels", packageRelationsXml());
  add("xl/_rels/workbook.xml.rels", workbookRelationsXml(names.length));
  add("xl/styles.xml", stylesXml());
  if (notes.length > 0) add("xl/worksheets/sheet2.xml", linesXml(notes));
  zip.addReadStream(sheet, "xl/worksheets/sheet1.xml");
  zip.addReadStreamLazy("xl/workbook.xml", (ready) =>
    ready(null, Readable.from([Buffer.from(workbookXml(names, range()))])),
  );
  zip.end();
  return zip;
}

async function* encoded(xml: AsyncIterable<string>): AsyncGenerator<Buffer> {
  for await (const piece of xml) yield Buffer.from(piece);
}

async function* bytes(output: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  yield* output;
}
