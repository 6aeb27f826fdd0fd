import { scriptBytes } from "./script-bytes.ts";
import type { Row } from "./table.ts";

/** Most that a page may carry, as a multiple of the smallest page of the same Next. */
const MOST = 1.15;

const PAGES = [
  { name: "sign-in", path: "/sign-in?callbackUrl=%2F", signedIn: false },
  { name: "look-up", path: "/", signedIn: true },
  { name: "result", path: "/transactions/205218074", signedIn: true },
] as const;

/** G-05: script of each page beside the smallest page of the same Next. */
export async function scriptRows({
  origin,
  cookie,
  minimal,
}: {
  origin: string;
  cookie: string;
  minimal: string;
}): Promise<Row[]> {
  const least = await scriptBytes(minimal);
  const rows: Row[] = [];
  for (const { name, path, signedIn } of PAGES) {
    const bytes = await scriptBytes(`${origin}${path}`, signedIn ? cookie : "");
    rows.push({
      goal: "G-05",
      what: `script of ${name}, gzip, kB`,
      ours: (bytes / 1000).toFixed(1),
      baseline: (least / 1000).toFixed(1),
      compared: `${(bytes / least).toFixed(3)} x`,
      must: `<= ${MOST} x`,
      met: bytes / least <= MOST,
    });
  }
  return rows;
}
