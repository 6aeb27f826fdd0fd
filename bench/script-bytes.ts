import { gzipSync } from "node:zlib";

/**
 * Bytes of script, each file gzipped as a server would send it, that a modern browser loads with a
 * page: the scripts that its HTML names, but those for browsers without modules.
 */
export async function scriptBytes(url: string, cookie = ""): Promise<number> {
  const html = await (await fetch(url, { headers: { cookie } })).text();
  const tags = html.match(/<script [^>]*src="[^"]+"[^>]*>/g) ?? [];
  const sources = tags
    .filter((tag) => !/nomodule/i.test(tag))
    .map((tag) => /src="([^"]+)"/.exec(tag)?.[1] ?? "");
  const sizes = await Promise.all(
    [...new Set(sources)].map(async (source) => {
      const script = await fetch(new URL(source, url));
      return gzipSync(Buffer.from(await script.arrayBuffer())).length;
    }),
  );
  return sizes.reduce((total, size) => total + size, 0);
}
