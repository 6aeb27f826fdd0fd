import {
  Agent,
  type IncomingHttpHeaders,
  type IncomingMessage,
  request as plainly,
} from "node:http";
import { Agent as SecureAgent, request as securely } from "node:https";
import { DEMO } from "#lib/account/demo.ts";

/** Requests as they are: no address is put in order, no redirect followed, no header added. */

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
/** Behind the test's own proxy nobody vouches for the certificate; it is not the matter there. */
const secureAgent = new SecureAgent({ rejectUnauthorized: false });

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

export const FORM = { "content-type": "application/x-www-form-urlencoded" };

/** Tries to sign a person in; the answer's cookie is the session's where it worked. */
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

function cookieOf(headers: IncomingHttpHeaders): string {
  return (headers["set-cookie"] ?? []).map((cookie) => cookie.split(";")[0]).join("; ");
}
