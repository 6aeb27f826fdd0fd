import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { z } from "zod";
import type { Role } from "#lib/account/access.ts";
import { DEMO } from "#lib/account/demo.ts";
import { limitVariables } from "#lib/server/config/rate-limits.ts";
import { type Application, startApplication } from "../../e2e/application.ts";
import { FORM, type RawAnswer, rawRequest, trySignIn } from "../../e2e/raw-request.ts";
import { startHostileBank } from "./hostile-bank.ts";

/** The product under attack, with what attackers need most. */
export interface Target {
  application: Application;
  /** The file to which the audit is shipped. */
  shipped: string;
  stop: () => Promise<void>;
  /** Sends a request unchanged, without a session unless a cookie is given. */
  send: (path: string, request?: Request) => Promise<RawAnswer>;
  /** Posts a form as the product's own pages do. */
  post: (path: string, fields: Record<string, string>, request?: Request) => Promise<RawAnswer>;
  /** Signs somebody of the demo in and gives the cookies of that browser. */
  cookieOf: (role: Role) => Promise<string>;
}

interface Request {
  method?: string;
  cookie?: string;
  headers?: Record<string, string>;
  body?: string;
}

/**
 * Only one terminal, so that each question is one call; secrets that commands share with the product; and the
 * limits of a shop, as those of the demo are for its load tests.
 */
function settingsFor(folder: string): Record<string, string> {
  const limits = z.object(limitVariables).parse({});
  return {
    EPAY_TERMINALS: "main=67e34d63-102f-4bd1-898e-370781d0074d",
    NEXTAUTH_SECRET: "a secret of the attacks, thirty-two bytes or more",
    AUDIT_KEY: "a key of the attacks for the audit, thirty-two bytes",
    AUDIT_SHIP_TO: pathToFileURL(path.join(folder, "shipped.jsonl")).href,
    ...Object.fromEntries(
      Object.entries(limits).flatMap(([name, most]) =>
        name.startsWith("LIMIT_") ? [[name, String(most)]] : [],
      ),
    ),
  };
}

/** Starts a product of its own beside the hostile bank. */
export async function startTarget(): Promise<Target> {
  const folder = mkdtempSync(path.join(tmpdir(), "anyqta-attack-"));
  const application = await startApplication(settingsFor(folder), startHostileBank);
  const { url } = application;
  const send: Target["send"] = (path, { cookie, headers = {}, ...request } = {}) =>
    rawRequest(url, path, {
      ...request,
      headers: { ...headers, ...(cookie !== undefined && { cookie }) },
    });
  return {
    application,
    shipped: path.join(folder, "shipped.jsonl"),
    async stop() {
      await application.stop();
      rmSync(folder, { recursive: true, force: true });
    },
    send,
    post: (path, fields, { headers = {}, ...request } = {}) =>
      send(path, {
        ...request,
        method: "POST",
        headers: { origin: url, "sec-fetch-site": "same-origin", ...FORM, ...headers },
        body: new URLSearchParams(fields).toString(),
      }),
    async cookieOf(role) {
      const email = DEMO.people.find((person) => person.role === role)?.email ?? "";
      const { cookie, status } = await trySignIn(url, { email });
      if (!cookie.includes("session")) throw new Error(`${role} cannot sign in: ${status}`);
      return cookie;
    },
  };
}
