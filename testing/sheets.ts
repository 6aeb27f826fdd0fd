import { inflateSync } from "node:zlib";
import type { LookUpAnswer } from "#lib/payment/look-up.ts";
import { FLAGS } from "#lib/payment/payment.ts";
import { evidenceSheet } from "#lib/server/evidence/pdf.ts";
import { sampleAnswer, samplePayment } from "./sample-payment.ts";

/** Making sheets and reading what stands on them. */

/** The context of an internal sheet. */
export const context = {
  kind: "internal",
  shop: { name: null, phone: null },
  locale: "en",
  timeZone: "Asia/Almaty",
  url: "https://anyqta.example.kz/transactions/205218074",
  madeBy: "aigul@shop.kz",
  madeAt: new Date("2026-11-24T10:00:00.000Z"),
  environment: "production",
  steps: [],
} as const;

/** What a test may change of it. */
type Changes = Partial<Parameters<typeof evidenceSheet>[1]>;

/** Makes a sheet and parses it. */
export async function openSheet(answer: LookUpAnswer, changes: Changes = {}) {
  return parsed(await evidenceSheet(answer, { ...context, ...changes }));
}

/** Parses a PDF of pdfkit: its decompressed objects and the text of its pages. */
function parsed(bytes: Buffer) {
  const objects = [...bytes.toString("latin1").matchAll(/\d+ 0 obj\n([\s\S]*?)\nendobj/g)].map(
    ([, body = ""]) => unpacked(body),
  );
  const maps = objects.flatMap((body) => (body.includes("begincmap") ? [glyphsOf(body)] : []));
  const pages = objects.filter((body) => /\nBT\n|\bTJ\b/.test(body));
  return {
    bytes,
    all: objects.join("\n"),
    pages: objects.filter((body) => /\/Type \/Page\b(?!s)/.test(body)).length,
    /** Without blanks, as a line may be broken anywhere. */
    text: maps
      .flatMap((glyphs) => pages.map((page) => textOf(page, glyphs)))
      .join("\n")
      .normalize("NFC"),
    glyphs: pages.flatMap((page) => shownGlyphs(page).flat()),
    rectangles: pages.join("\n").match(/ re\n/g)?.length ?? 0,
  };
}

function unpacked(body: string): string {
  const [head = "", packed = ""] = body.split(/stream\n/, 2);
  if (!head.includes("/FlateDecode")) return body;
  const stream = Buffer.from(packed.replace(/\nend$/, ""), "latin1");
  return `${head}${inflateSync(stream).toString("latin1")}`;
}

/** The characters of each glyph by the ToUnicode map of a font (ISO 32000, 9.10.3). */
function glyphsOf(map: string): string[] {
  return [...map.matchAll(/<(\w+)> <\w+> \[([^\]]*)\]/g)].flatMap(([, , list = ""]) =>
    [...list.matchAll(/<([\w ]*)>/g)].map(([, hex = ""]) =>
      Buffer.from(hex.replaceAll(" ", ""), "hex").swap16().toString("utf16le"),
    ),
  );
}

/** The glyphs of a page, four hexadecimal digits each, by piece of text. */
function shownGlyphs(page: string): string[][] {
  return [...page.matchAll(/\[(.*?)\] TJ/g)].map(([, shown = ""]) =>
    [...shown.matchAll(/<(\w+)>/g)].flatMap(([, hex = ""]) => hex.match(/.{4}/g) ?? []),
  );
}

/** The page's text decoded with one font's glyphs; text in another font is garbled. */
function textOf(page: string, characters: readonly string[]): string {
  return shownGlyphs(page)
    .flat()
    .map((glyph) => characters[Number.parseInt(glyph, 16)] ?? "")
    .join("")
    .replace(/\s/g, "");
}

/** A payment in which every text of the bank is the next one of these, again from the first. */
export function full(...texts: readonly [string, ...string[]]): LookUpAnswer {
  let taken = 0;
  const next = () => texts[taken++ % texts.length] ?? texts[0];
  const payment = samplePayment({
    bankId: next(),
    statusName: next(),
    currency: next(),
    createdAt: { raw: next(), instant: null, offset: null },
    reason: { code: next(), text: next() },
    terminal: { number: next(), id: next() },
    rrn: next(),
    approvalCode: next(),
    internalReference: next(),
    card: {
      mask: { first: "400303", last: "9821" },
      brand: next(),
      issuer: next(),
      secure: null,
      secureDetails: next(),
    },
  });
  const flags = FLAGS.map((code) => ({
    code,
    field: next(),
    raw: next().slice(0, 100),
    count: 3,
  }));
  return sampleAnswer({ kind: "unknown", payment, statusName: next(), flags });
}
