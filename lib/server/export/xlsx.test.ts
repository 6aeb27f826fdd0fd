import fc from "fast-check";
import readExcelFile from "read-excel-file/node";
import { describe, expect, test } from "vitest";
import { LOCALES } from "#lib/i18n/locale.ts";
import { messagesOf } from "#lib/i18n/messages.ts";
import {
  anyText,
  bytesOf,
  endless,
  HOSTILE,
  source,
  tableOf,
  text,
} from "#testing/sample-table.ts";
import { cutToCell, readableText } from "./cell-text.ts";
import type { Cell, TableFile } from "./table.ts";
import { xlsxStream } from "./xlsx.ts";
import { sheetXml } from "./xlsx-sheet.ts";

async function readBack(table: TableFile) {
  const sheets = await readExcelFile(await bytesOf(xlsxStream(table)), { trim: false });
  return sheets.map(({ sheet, data }) => ({ sheet, data: data.map((row) => row.map(toSecond)) }));
}

/** Rounds to seconds, as spreadsheets do; the reader truncates the binary fraction of a day. */
function toSecond<T>(cell: T): T | Date {
  return cell instanceof Date ? new Date(Math.round(cell.getTime() / 1000) * 1000) : cell;
}

/** The cells after the header, as another program reads them. */
async function cellsOf(rows: readonly (readonly Cell[])[]) {
  const [sheet] = await readBack(tableOf(rows));
  return sheet?.data.slice(1);
}

async function xmlOf(rows: readonly (readonly Cell[])[], size = { rows: 0 }): Promise<string> {
  const table = tableOf(rows);
  let xml = "";
  for await (const part of sheetXml(table, size)) xml += part;
  return xml;
}

describe("an XLSX file", () => {
  test("has typed cells for numbers, times and texts", async () => {
    expect(
      await cellsOf([
        [
          text("000123"),
          { type: "number", decimal: "12500.00", digits: 2 },
          { type: "number", decimal: "-5", digits: 0 },
          { type: "time", instant: "2026-11-24T11:40:05Z" },
          { type: "empty" },
          text("-5"),
        ],
      ]),
    ).toEqual([["000123", 12500, -5, new Date("2026-11-24T16:40:05Z"), null, "-5"]]);
  });

  test.each([
    ["2024-02-29T17:59:59Z", "2024-02-29T23:59:59Z"],
    ["2024-02-29T18:00:00Z", "2024-02-29T23:00:00Z"],
    ["2024-02-29T19:00:00Z", "2024-03-01T00:00:00Z"],
  ])("writes %s in Almaty as %s", async (instant, shown) => {
    expect(await cellsOf([[{ type: "time", instant }]])).toEqual([[new Date(shown)]]);
  });

  test("keeps every time exact to the second", async () => {
    const second = fc.integer({ min: Date.parse("1901-01-01"), max: Date.parse("2100-01-01") });
    await fc.assert(
      fc.asyncProperty(fc.array(second, { minLength: 200, maxLength: 200 }), async (moments) => {
        const rows = moments.map((moment) => [
          { type: "time" as const, instant: new Date(moment).toISOString() },
        ]);
        const [sheet] = await readBack({ ...tableOf(rows), timeZone: "UTC" });
        expect(sheet?.data.slice(1)).toEqual(
          moments.map((moment) => [new Date(Math.floor(moment / 1000) * 1000)]),
        );
      }),
      { numRuns: 10 },
    );
  });

  test.each(["1899-12-31T00:00:00Z", "0000-00-00", "=1"])(
    "writes %s, which is not a time of a spreadsheet, as text",
    async (instant) => {
      expect(await cellsOf([[{ type: "time", instant }]])).toEqual([[instant]]);
    },
  );

  test.each([
    ["123456789012.345", 2, 123456789012.345],
    ["-999999999999999", 0, -999999999999999],
    ["0.10", 2, 0.1],
    ["1234567890123456", 0, "1234567890123456"],
    ["-12345678901234.50", 2, -12345678901234.5],
    ["12345678901234.565", 2, "12345678901234.565"],
    ["0.1234567890123456", 2, "0.1234567890123456"],
    ["1e5", 2, "1e5"],
    ["=1", 2, "=1"],
  ])(
    "writes the number %s with %i decimals as %s, never rounded",
    async (decimal, digits, cell) => {
      expect(await cellsOf([[{ type: "number", decimal, digits }]])).toEqual([[cell]]);
    },
  );

  test("shows all decimals of a number and at least the wanted ones", async () => {
    const number = (decimal: string): Cell => ({ type: "number", decimal, digits: 2 });
    const xml = await xmlOf([[number("5"), number("5.125")]]);
    expect(xml).toContain('<c r="A2" s="6"><v>5.00</v></c><c r="B2" s="7"><v>5.125</v></c>');
  });

  test("hostile text is read back with readable control characters and otherwise unchanged", async () => {
    const cells = await cellsOf(HOSTILE.map((value) => [text(value), text("end")]));
    expect(cells).toEqual(HOSTILE.map((value) => [cutToCell(readableText(value)), "end"]));
  });

  test("any text is read back, and there are no elements except cells and their texts (A-47)", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyText, { minLength: 1 }), async (values) => {
        const rows = values.map((value) => [text(value), text("end")]);
        expect(await cellsOf(rows)).toEqual(
          values.map((value) => [readableText(value) || null, "end"]),
        );
        const elements = new Set((await xmlOf(rows)).match(/<[a-zA-Z]+/g));
        expect([...elements].filter((name) => !ELEMENTS.has(name))).toEqual([]);
      }),
      { numRuns: 200 },
    );
  });

  test("has a frozen bold header, a filter over the whole table and column widths", async () => {
    const xml = await xmlOf([[text("1"), text("2")]]);
    expect(xml).toContain(
      '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>',
    );
    expect(xml).toContain('<col min="2" max="2" width="16" customWidth="1"/>');
    expect(xml).toContain('<c r="A1" s="1" t="inlineStr">');
    expect(xml).toContain('</sheetData><autoFilter ref="A1:B2"/></worksheet>');
  });

  test("of an empty table is its header, and of a table without columns is a valid file", async () => {
    expect((await readBack(tableOf([])))[0]?.data).toEqual([["Column 1"]]);
    expect((await readBack({ ...tableOf([]), columns: [] }))[0]?.data).toEqual([]);
  });

  test("has the given name of the sheet", async () => {
    const sheetName = "it's <&>\"";
    expect((await readBack({ ...tableOf([]), sheetName }))[0]?.sheet).toBe(sheetName);
  });

  test.each(LOCALES)("the sheet of the list has a name that Excel accepts (%s)", (locale) => {
    expect(messagesOf(locale).history.title).toMatch(/^[^:\\/?*[\]']{1,31}$/);
  });

  test("refuses more rows than a sheet can have", async () => {
    const { rows, counts } = source([Array.from({ length: 1_048_576 }, () => [])]);
    const stream = xlsxStream({ ...tableOf([]), rows });
    await expect(bytesOf(stream)).rejects.toThrow("1048576 rows");
    expect(counts.returned).toBe(1);
  });
});

const ELEMENTS = new Set(
  "worksheet sheetViews sheetView pane cols col sheetData row c is t v autoFilter"
    .split(" ")
    .map((name) => `<${name}`),
);

describe("the stream of an XLSX file", () => {
  const calm = () => new Promise((resolve) => setTimeout(resolve, 300));

  test("reads at most a few batches ahead of its reader", async () => {
    const { rows, counts } = source(endless());
    const reader = xlsxStream({ ...tableOf([]), rows }).getReader();
    await reader.read();
    await calm();
    // The source is endless: only the buffers of the zip limit what is read.
    expect(counts.asked).toBeLessThan(30);
    await reader.cancel();
  });

  test("ends the generator of rows once when it is cancelled, and requests no more", async () => {
    for (const reads of [0, 1, 20]) {
      const { rows, counts } = source(endless());
      const reader = xlsxStream({ ...tableOf([]), rows }).getReader();
      for (let read = 0; read < reads; read += 1) await reader.read();
      await reader.cancel();
      const asked = counts.asked;
      await calm();
      expect(counts).toEqual({ asked, returned: asked > 0 ? 1 : 0 });
    }
  });

  test("fails when the rows fail, also before it is read", async () => {
    const { rows } = source(
      (function* () {
        yield [[text("1")]];
        throw new Error("the database went away");
      })(),
    );
    const stream = xlsxStream({ ...tableOf([]), rows });
    await calm();
    await expect(bytesOf(stream)).rejects.toThrow("the database went away");
  });
});
