import fc from "fast-check";
import { parse } from "papaparse";
import { describe, expect, test } from "vitest";
import {
  anyText,
  bytesOf,
  endless,
  HOSTILE,
  source,
  tableOf,
  text,
} from "#testing/sample-table.ts";
import { MAX_CELL_LENGTH, readableText } from "./cell-text.ts";
import { csvStream } from "./csv.ts";
import type { Cell } from "./table.ts";

type Separator = "," | ";";

async function written(rows: readonly (readonly Cell[])[], separator: Separator = ",") {
  return (await bytesOf(csvStream(tableOf(rows), { bom: false, separator }))).toString();
}

/** The rows after the header, as another program reads them. */
function readBack(csv: string, separator: Separator): string[][] {
  const { data, errors } = parse<string[]>(csv, { delimiter: separator, newline: "\r\n" });
  expect(errors).toEqual([]);
  expect(data.at(-1)).toEqual([""]);
  return data.slice(1, -1);
}

async function oneCell(cell: Cell, separator: Separator = ","): Promise<string> {
  return readBack(await written([[cell, text("end")]], separator), separator)[0]?.[0] ?? "";
}

/** The cells that a program may read with any separator, also with a wrong one. */
function anyCut(csv: string): string[] {
  return csv.split(/[,;\t\r\n]/).map((cell) => cell.replace(/[\s\p{C}\p{DI}"«]/gu, ""));
}

describe("a CSV", () => {
  test("has CRLF, doubled quotes, and quotes only where necessary (RFC 4180)", async () => {
    const rows = [
      [text('say "yes"'), text("a,b"), text("plain")],
      [text("x\ny"), text("")],
    ];
    expect(await written(rows)).toBe(
      'Column 1,Column 2,Column 3\r\n"say ""yes""","a,b",plain\r\n"x\ny",\r\n',
    );
  });

  test.each([true, false])("begins with a byte order mark if requested: %s", async (bom) => {
    const bytes = await bytesOf(csvStream(tableOf([]), { bom, separator: ";" }));
    expect(bytes.subarray(0, 3).equals(Buffer.from([0xef, 0xbb, 0xbf]))).toBe(bom);
  });

  test("of an empty table is its header", async () => {
    expect(await written([])).toBe("Column 1\r\n");
  });

  test.each([
    ["-5", 0, "-5"],
    ["-5", 2, "-5.00"],
    ["12500.00", 2, "12500.00"],
    ["12500", 2, "12500.00"],
    ["0.125", 2, "0.125"],
    ["12345678901234567890.12", 2, "12345678901234567890.12"],
  ])(
    "writes the number %s with %i decimals as %s, negative ones without a guard",
    async (decimal, digits, shown) => {
      expect(await oneCell({ type: "number", decimal, digits })).toBe(shown);
      expect(await oneCell({ type: "number", decimal, digits }, ";")).toBe(shown.replace(".", ","));
    },
  );

  test("guards an invalid number", async () => {
    expect(await oneCell({ type: "number", decimal: "-1+cmd", digits: 2 })).toBe("'-1+cmd");
  });

  test.each([
    ["2024-02-29T17:59:59Z", "2024-02-29 23:59:59"],
    ["2024-02-29T18:00:00Z", "2024-02-29 23:00:00"],
    ["2024-02-29T19:00:00Z", "2024-03-01 00:00:00"],
    ["2026-11-24T11:40:05.999Z", "2026-11-24 16:40:05"],
  ])("writes %s in Almaty as %s", async (instant, shown) => {
    expect(await oneCell({ type: "time", instant })).toBe(shown);
  });

  test.each(["=1+1", "0000-00-00"])("writes %s, which is not a time, as text", async (instant) => {
    expect((await oneCell({ type: "time", instant })).replace(/^'/, "")).toBe(instant);
  });

  test.each([
    ["=1+1", "'=1+1"],
    ["-1+1", "'-1+1"],
    [" =1", "' =1"],
    ["'=1", "''=1"],
    ["\u0000=1", "'␀=1"],
    ["\uff1d1", "'\uff1d1"],
    ["\tx", "'\tx"],
    ["+77011234567", "'+77011234567"],
    ["tea;=1+1", "tea;'=1+1"],
    ["a-b, c=d", "a-b, c=d"],
    ["Қазақстан", "Қазақстан"],
  ])("writes %j as %j", async (value, shown) => {
    expect(await oneCell(text(value))).toBe(shown);
  });

  test.each([",", ";"] as const)(
    "with the separator %s, hostile text is read back unchanged except for the guard",
    async (separator) => {
      const cells = readBack(
        await written(
          HOSTILE.map((value) => [text(value), text("end")]),
          separator,
        ),
        separator,
      );
      expect(cells).toHaveLength(HOSTILE.length);
      HOSTILE.forEach((value, index) => {
        const cell = cells[index]?.[0] ?? "";
        expect(cell.length).toBeLessThanOrEqual(MAX_CELL_LENGTH);
        if (value.length > 32_000) return;
        expect(cell.replaceAll("'", "")).toBe(readableText(value).replaceAll("'", ""));
      });
    },
  );

  test("has no cell that begins like a formula, with any separator (A-47)", async () => {
    await fc.assert(
      fc.asyncProperty(anyText, fc.constantFrom<Separator>(",", ";"), async (value, separator) => {
        const csv = await written([[text(value), text(value)]], separator);
        expect(
          anyCut(csv).filter((cell) => /^[=+@\-\uff1d\uff0b\uff0d\uff20]/u.test(cell)),
        ).toEqual([]);
        expect(readBack(csv, separator)).toHaveLength(1);
      }),
      { numRuns: 500 },
    );
  });

  test("handles a cell of separators and blanks in linear time", async () => {
    for (const value of ["\t".repeat(1e6), `${"\t ".repeat(5e5)}x`, ", ".repeat(5e5)]) {
      expect(await oneCell(text(value))).toHaveLength(MAX_CELL_LENGTH);
    }
  });
});

describe("the stream of a CSV", () => {
  function streamed(batches = endless()) {
    const { rows, counts } = source(batches);
    const stream = csvStream({ ...tableOf([]), rows }, { bom: true, separator: ";" });
    return { reader: stream.getReader(), counts };
  }

  test("requests rows only when it is read", async () => {
    const { reader, counts } = streamed();
    await reader.read();
    expect(counts.asked).toBe(0);
    await reader.read();
    await new Promise(setImmediate);
    expect(counts.asked).toBe(1);
  });

  test("ends the generator of rows once when it is cancelled, if it was started", async () => {
    for (const reads of [0, 1, 3]) {
      const { reader, counts } = streamed();
      for (let read = 0; read < reads; read += 1) await reader.read();
      await reader.cancel();
      const asked = counts.asked;
      await new Promise(setImmediate);
      expect(counts).toEqual({ asked, returned: asked > 0 ? 1 : 0 });
    }
  });

  test("fails when the rows fail", async () => {
    const { reader } = streamed(
      (function* () {
        yield [[text("1")]];
        throw new Error("the database went away");
      })(),
    );
    await reader.read();
    await reader.read();
    await expect(reader.read()).rejects.toThrow("the database went away");
  });
});
