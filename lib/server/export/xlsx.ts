import "server-only";
import { PassThrough, pipeline, Readable } from "node:stream";
import { ZipFile } from "yazl";
import { byteStream } from "./byte-stream.ts";
import type { TableFile } from "./table.ts";
import {
  contentTypesXml,
  packageRelationsXml,
  stylesXml,
  workbookRelationsXml,
  workbookXml,
} from "./xlsx-parts.ts";
import { sheetXml, tableRange } from "./xlsx-sheet.ts";

/**
 * An XLSX workbook with typed cells, made only as fast as it is read. Text keeps its leading zeros
 * and is never a formula. A number of more than 15 digits is written as text, because a spreadsheet
 * would round it.
 */
export function xlsxStream(table: TableFile): ReadableStream<Uint8Array> {
  return byteStream(chunks(table));
}

async function* chunks(table: TableFile): AsyncGenerator<Uint8Array> {
  const size = { rows: 0 };
  const sheet = Readable.from(sheetXml(table, size));
  const zip = zipOf(table.sheetName, sheet, () => tableRange(table.columns.length, size.rows));
  const output = new PassThrough();
  sheet.on("error", (cause) => output.destroy(cause));
  zip.on("error", (cause) => output.destroy(cause));
  // When the reader cancels, the output is destroyed; this also ends the rows.
  pipeline(zip.outputStream, output, (cause) => cause && sheet.destroy());
  yield* output;
}

/** Adds the workbook part last, because the range of the table is known only then. */
function zipOf(sheetName: string, sheet: Readable, range: () => string): ZipFile {
  const zip = new ZipFile();
  const add = (path: string, xml: string) => zip.addBuffer(Buffer.from(xml), path);
  add("[Content_Types].xml", contentTypesXml());
  add("_rels/.rels", packageRelationsXml());
  add("xl/_rels/workbook.xml.rels", workbookRelationsXml());
  add("xl/styles.xml", stylesXml());
  zip.addReadStream(sheet, "xl/worksheets/sheet1.xml");
  zip.addReadStreamLazy("xl/workbook.xml", (ready) =>
    ready(null, Readable.from([workbookXml(sheetName, range())])),
  );
  zip.end();
  return zip;
}
