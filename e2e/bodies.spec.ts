import { errorSchema } from "#lib/http/errors.ts";
import { appRoutes } from "./app-routes.ts";
import { expect, test } from "./fixtures.ts";
import { FORM, type RawAnswer, rawRequest, trySignIn } from "./raw-request.ts";

/** Limits of every handler that accepts a body. */
const ADMIN = "admin@demo.kz";
const WRITES = appRoutes().filter(({ methods }) => methods.includes("POST"));

function codeOf({ body }: RawAnswer): string {
  return errorSchema.parse(JSON.parse(body)).error;
}

test("a body of more than 64 kB is refused, with or without a Content-Length", async ({
  application: { url },
}) => {
  const { cookie } = await trySignIn(url, { email: ADMIN });
  for (const { path } of WRITES) {
    const send = (headers: Record<string, string>, length: number) =>
      rawRequest(url, path, {
        method: "POST",
        headers: { cookie, ...FORM, ...headers },
        body: `text=${"a".repeat(length)}`,
      });
    const announced = await send({}, 70_000);
    expect([path, announced.status, codeOf(announced)]).toEqual([path, 413, "too_large"]);
    const streamed = await send({ "transfer-encoding": "chunked" }, 70_000);
    expect([path, streamed.status, codeOf(streamed)]).toEqual([path, 413, "too_large"]);
  }
});

test("a body of another type is refused", async ({ application: { url } }) => {
  const { cookie } = await trySignIn(url, { email: ADMIN });
  const types = ["text/plain", "application/json", `${FORM["content-type"]}; charset=koi8-r`];
  for (const { path } of WRITES) {
    for (const type of types) {
      const headers = { cookie, "content-type": type };
      const answer = await rawRequest(url, path, { method: "POST", headers, body: "{}" });
      expect([path, type, answer.status]).toEqual([path, type, 400]);
      expect(codeOf(answer)).toBe("invalid_input");
    }
  }
});

test("a browser that sends too long a text gets a page that says so", async ({
  application: { url },
}) => {
  const { cookie } = await trySignIn(url);
  const answer = await rawRequest(url, "/api/find", {
    method: "POST",
    headers: {
      cookie,
      ...FORM,
      "sec-fetch-mode": "navigate",
      "sec-fetch-site": "same-origin",
    },
    body: `text=${"a".repeat(70_000)}`,
  });
  expect(answer.status).toBe(413);
  expect(answer.headers["content-type"]).toBe("text/html; charset=utf-8");
});
