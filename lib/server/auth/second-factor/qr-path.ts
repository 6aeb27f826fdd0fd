import { encode } from "uqr";

/** A QR code as the data of one SVG path with modules of one unit. */
export interface QrPath {
  /** Units on each side, including the quiet zone of four. */
  size: number;
  path: string;
}

/** The path of a text's QR code, with one rectangle for each run of dark modules. */
export function qrPath(text: string): QrPath {
  const { data, size } = encode(text, { border: 4, ecc: "M" });
  const runs = data.flatMap((row, y) =>
    [
      ...row
        .map((dark) => (dark ? "1" : "0"))
        .join("")
        .matchAll(/1+/g),
    ].map(({ index, 0: run }) => `M${index} ${y}h${run.length}v1h-${run.length}z`),
  );
  return { size, path: runs.join("") };
}
