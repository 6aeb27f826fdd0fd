import { gzipSync } from "node:zlib";

/**
 * Bytes of script, each file gzipped as a server would send it, that a modern browser loads with a
 * page: the scripts that its HTML names, but those for browsers without modules.
 */
export async function scriptBytes(url: string, cookie = ""): Promise<number> {
  const page = await fetch(url, { headers: { cookie }, redirect: "error" });
  if (!page.ok) throw new Error(`${url} answered ${page.status}`);
  const html = await page.text();
  const tags = html.match(/<script [^>]*src="[^"]+"[^>]*>/g) ?? [];
  const sources = tags
    .filter((tag) => !/nomodule/i.test(tag))
    .map((tag) => /src="([^"]+)"/.exec(tag)?.[1] ?? "");
  const sizes = await Promise.all(
    [...new Set(sources)].map((source) => size(new URL(source, url))),
  );
  return sizes.reduce((total, bytes) => total + bytes, 0);
}

async function size(script: URL): Promise<number> {
  const answer = await fetch(script);
  if (!answer.ok) throw new Error(`${script.href} answered ${answer.status}`);
  return gzipSync(Buffer.from(await answer.arrayBuffer())).length;
}
