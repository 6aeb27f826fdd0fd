import { expect, test } from "vitest";
import { MAX_BODY_BYTES, readBody, readForm } from "./body.ts";

function posted(body: BodyInit, headers: Record<string, string> = {}): Request {
  const init: RequestInit & { duplex: "half" } = {
    method: "POST",
    body,
    headers: { "content-type": "application/x-www-form-urlencoded", ...headers },
    // Node requires `duplex` for a stream as a body; the browser's types lack it.
    duplex: "half",
  };
  return new Request("http://localhost/", init);
}

/** An endless stream without a Content-Length; counts the bytes that were read from it. */
function endless() {
  const taken = { bytes: 0, ended: false };
  const stream = new ReadableStream<Uint8Array>({
    pull(controller) {
      controller.enqueue(new Uint8Array(10_000).fill(97));
      taken.bytes += 10_000;
    },
    cancel() {
      taken.ended = true;
    },
  });
  return { stream, taken };
}

test("reads 64 kB and refuses one byte more", async () => {
  expect(await readBody(posted("a".repeat(MAX_BODY_BYTES)))).toHaveLength(MAX_BODY_BYTES);
  await expect(readBody(posted("a".repeat(MAX_BODY_BYTES + 1)))).rejects.toMatchObject({
    code: "too_large",
  });
});

test("stops a body without a Content-Length at the limit", async () => {
  const { stream, taken } = endless();
  await expect(readBody(posted(stream))).rejects.toMatchObject({ code: "too_large" });
  expect(taken.bytes).toBeLessThan(MAX_BODY_BYTES + 30_000);
  expect(taken.ended).toBe(true);
});

test("refuses a too large Content-Length at once, and counts the bytes of any other body", async () => {
  const { stream, taken } = endless();
  const lying = posted(stream, { "content-length": "10" });
  await expect(readBody(lying)).rejects.toMatchObject({ code: "too_large" });
  expect(taken.ended).toBe(true);
  const honest = posted("a", { "content-length": String(MAX_BODY_BYTES + 1) });
  await expect(readBody(honest)).rejects.toMatchObject({ code: "too_large" });
});

test("a request without a body has no fields", async () => {
  expect(await readForm(posted(""))).toEqual({});
});

test("the first value of a repeated field counts, and Kazakh letters are decoded (A-52)", async () => {
  const body = new URLSearchParams([
    ["text", "қазақ"],
    ["text", "second"],
  ]).toString();
  expect(await readForm(posted(body))).toEqual({ text: "қазақ" });
});

test.each([
  "application/x-www-form-urlencoded;charset=UTF-8",
  "APPLICATION/X-WWW-FORM-URLENCODED; charset=utf-8",
])("accepts a charset in the content type: %s", async (type) => {
  expect(await readForm(posted("a=1", { "content-type": type }))).toEqual({ a: "1" });
});

test.each([
  "text/plain",
  "application/json",
  "multipart/form-data; boundary=x",
  "application/x-www-form-urlencoded; charset=windows-1251",
  "application/x-www-form-urlencoded-not",
  "",
])("refuses a body of the type %j without reading it", async (type) => {
  const { stream, taken } = endless();
  const request = posted(stream, { "content-type": type });
  await expect(readForm(request)).rejects.toMatchObject({ code: "invalid_input" });
  expect(taken.bytes).toBeLessThanOrEqual(10_000);
});

test.each(["text=a%00b", "a%00=b", "text=a\0b"])("refuses the NUL in %j (A-84)", async (body) => {
  await expect(readForm(posted(body))).rejects.toMatchObject({ code: "invalid_input" });
});

test("reads the text %00", async () => {
  expect(await readForm(posted("text=%2500"))).toEqual({ text: "%00" });
});
