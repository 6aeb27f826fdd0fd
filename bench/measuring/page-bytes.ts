import { request } from "undici";

/** Bytes of an HTML page: as it is, and as the server sends it to a browser. */
export interface PageBytes {
  raw: number;
  sent: number;
}

/** @throws Error when the page is not answered with 200. */
export async function pageBytes(url: string, cookie = ""): Promise<PageBytes> {
  const size = async (encoding: string) => {
    const headers = { cookie, accept: "text/html", "accept-encoding": encoding };
    const answer = await request(url, { headers });
    // Nothing is unpacked here: these are the bytes on the wire.
    const bytes = await answer.body.bytes();
    if (answer.statusCode !== 200) throw new Error(`${url} answered ${answer.statusCode}`);
    return bytes.length;
  };
  return { raw: await size("identity"), sent: await size("gzip, deflate, br, zstd") };
}
