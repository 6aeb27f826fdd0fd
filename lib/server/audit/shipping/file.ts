import { type FileHandle, open } from "node:fs/promises";
import { z } from "zod";
import { log } from "#lib/server/log.ts";
import type { ShippedRow } from "./shipped-row.ts";

/** A file with one line of JSON per row. It is opened for each batch, so that it may be rotated. */

/** Read, write and use by everybody. The group is the operator's matter: collectors read by it. */
const FOR_EVERYBODY = 0o007;

/** At least the last row: rows are shorter by far. */
const TAIL_BYTES = 262_144;
const LINE_FEED = 10;

/**
 * Appends one line of JSON per row. A file that everybody may read is closed to them, where it is ours.
 */
export async function appendToFile(path: string, rows: readonly ShippedRow[]): Promise<void> {
  let file: FileHandle | undefined;
  try {
    file = await open(path, "a+", 0o600);
    const { mode, uid } = await file.stat();
    if ((mode & FOR_EVERYBODY) !== 0 && uid === process.getuid?.()) {
      await file.chmod(mode & 0o7777 & ~FOR_EVERYBODY);
      log().warn({ path }, "everybody could read the shipped audit; its mode was tightened");
    }
    // After a crash the last line may be half of one.
    const tail = await tailOf(file);
    const begin = tail.length === 0 || tail.at(-1) === LINE_FEED ? "" : "\n";
    await file.appendFile(begin + rows.map((row) => `${JSON.stringify(row)}\n`).join(""));
    await file.sync();
  } finally {
    await file?.close();
  }
}

const lastRowSchema = z.object({ id: z.number(), hash: z.string() });

/** The last whole row in the file; null when it has none, as after a rotation. */
export async function lastRowOf(path: string): Promise<{ id: number; hash: string } | null> {
  let file: FileHandle | undefined;
  try {
    file = await open(path, "r");
    const lines = (await tailOf(file)).toString("utf8").split("\n");
    return lines.slice(0, -1).reduceRight(firstRow, null);
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return null;
    throw error;
  } finally {
    await file?.close();
  }
}

function firstRow(
  found: z.infer<typeof lastRowSchema> | null,
  line: string,
): z.infer<typeof lastRowSchema> | null {
  if (found) return found;
  try {
    return lastRowSchema.safeParse(JSON.parse(line)).data ?? null;
  } catch {
    // Half of a line, or of another program.
    return null;
  }
}

async function tailOf(file: FileHandle): Promise<Buffer> {
  const { size } = await file.stat();
  const length = Math.min(size, TAIL_BYTES);
  const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, size - length);
  return buffer.subarray(0, bytesRead);
}
