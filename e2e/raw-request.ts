import {
  Agent,
  type IncomingHttpHeaders,
  type IncomingMessage,
  request as plainly,
} from "node:http";
import { Agent as SecureAgent, request as securely } from "node:https";
import { DEMO } from "#lib/account/demo.ts";

/** Sends requests unchanged: no normalised path, no redirect followed, no header added. */

/** An answer with its whole body. */
export interface RawAnswer {
  status: number;
  headers: IncomingHttpHeaders;
  body: string;
}

interface RawRequest {
  method?: string;
  headers?: Record<string, string>;
  body?: string;
}

const agent = new Agent({ keepAlive: true, maxSockets: 8 });
/** Accepts any certificate, because the tests' own proxy has a self-signed one. */
const secureAgent = new SecureAgent({ rejectUnauthorized: false });

/** Sends one request and reads the whole answer. */
export function rawRequest(
  origin: string,
  path: string,
  { method = "GET", headers = {}, body }: RawRequest = {},
): Promise<RawAnswer> {
  const { protocol, hostname, port } = new URL(origin);
  const about = { hostname, port, path, method, headers };
  return new Promise((resolve, reject) => {
    const receive = (response: IncomingMessage) => {
      const pieces: Buffer[] = [];
      response.on("data", (piece: Buffer) => pieces.push(piece));
      response.once("error", reject);
      response.once("end", () =>
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          body: Buffer.concat(pieces).toString(),
        }),
      );
    };
    const request =
      protocol === "https:"
        ? securely({ ...about, agent: secureAgent }, receive)
        : plainly({ ...about, agent }, receive);
    request.once("error", reject);
    request.end(body);
  });
}

/** The content type of a form. */
export const FORM = { "content-type": "application/x-www-form-urlencoded" };

/** Tries to sign a person in; on success `cookie` has the session. */
export async function trySignIn(
  origin: string,
  {
    email = DEMO.people[0].email,
    password = DEMO.password,
    headers = {},
  }: { email?: string; password?: string; headers?: Record<string, string> } = {},
): Promise<RawAnswer & { cookie: string }> {
  const first = await rawRequest(origin, "/api/auth/csrf", { headers });
  const csrfToken: unknown = JSON.parse(first.body || "{}").csrfToken;
  const form = new URLSearchParams({ csrfToken: String(csrfToken), email, password });
  const answer = await rawRequest(origin, "/api/auth/callback/credentials", {
    method: "POST",
    headers: { ...headers, ...FORM, cookie: cookieOf(first.headers) },
    body: form.toString(),
  });
  return { ...answer, cookie: cookieOf(answer.headers) };
}

/** The cookies that an answer sets, as the next request sends them. */
export function cookieOf(headers: IncomingHttpHeaders): string {
  return (headers["set-cookie"] ?? []).map((cookie) => cookie.split(";")[0]).join("; ");
}
