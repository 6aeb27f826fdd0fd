import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import {
  PRACTICE_CLIENT_ID,
  PRACTICE_CLIENT_SECRET,
} from "#lib/practice-bank/token/credentials.ts";
import { type Application, freePort } from "./application.ts";
import { expect, test } from "./fixtures.ts";

/** The built folder as a service or a container runs it: node server.js, with a file of settings. */

const BUILT = path.resolve(".next/standalone");
const SECRET = "it's#$HOME ##\\n";

test("server.js reads .env as it is, and listens where HOST and PORT say", async ({
  page,
  signIn,
  application,
}) => {
  test.setTimeout(120_000);
  const token = await tokenServiceFor(application);
  await application.restart("SIGTERM", async () => {
    const { PORT = "", DATA_DIR = "", EPAY_API_URL = "", EPAY_TERMINALS = "" } = application.env;
    const server = await startServer(
      [
        "EPAY_ENVIRONMENT=practice",
        `EPAY_TOKEN_URL=${token.url}`,
        `EPAY_API_URL=${EPAY_API_URL}`,
        `EPAY_CLIENT_ID=${PRACTICE_CLIENT_ID}`,
        `EPAY_CLIENT_SECRET="${SECRET}"`,
        `EPAY_TERMINALS=${EPAY_TERMINALS}`,
        `NEXTAUTH_URL=${application.url}`,
        `NEXTAUTH_SECRET=${"k".repeat(32)}`,
        `DATA_DIR=${DATA_DIR}`,
        `PORT=${PORT}`,
      ],
      // What a container gives its process.
      { HOSTNAME: "127.0.0.2" },
    );
    await expect(async () => {
      const ready = await fetch(`http://127.0.0.1:${PORT}/api/health/ready`);
      expect(ready.status, server.output()).toBe(200);
    }).toPass({ timeout: 60_000 });
    await expect(fetch(`http://127.0.0.2:${PORT}/api/health/live`)).rejects.toThrow();
    await signIn();
    const answer = await page.request.get("/api/transactions/205218074");
    expect(answer.status()).toBe(200);
    expect(token.secrets).toEqual([SECRET]);
    await server.stop();
  });
  await token.close();
});

test("beside the real bank an unsafe Node.js is refused in words, and nothing is made (V-07)", async () => {
  const server = await startServer([
    "EPAY_ENVIRONMENT=production",
    "EPAY_CLIENT_ID=shop",
    "EPAY_CLIENT_SECRET=canary-secret",
    "EPAY_TERMINALS=shop=67e34d63-102f-4bd1-898e-370781d0074d",
    "NEXTAUTH_URL=https://anyqta.example.kz",
    `NEXTAUTH_SECRET=${"k".repeat(32)}`,
    `PORT=${await freePort()}`,
  ]);
  expect(await server.ended).toBe(1);
  expect(server.output()).toMatch(/Anyqta does not start\.\nNode v.*ALLOW_UNSAFE_NODE=1/);
  expect(server.files()).toEqual([".env"]);
});

test("the built folder holds what the server needs, and neither settings, maps nor image code (A-61)", () => {
  const parts = [
    ".next",
    "environment.js",
    "lib",
    "next-server.js",
    "node_modules",
    "package.json",
  ];
  expect(readdirSync(BUILT).sort()).toEqual([...parts, "public", "server.js"]);
  const names = readdirSync(BUILT, { recursive: true, encoding: "utf8" });
  expect(names.filter((name) => /\.map$|(^|\/)\.env/.test(name))).toEqual([]);
  for (const name of ["sharp", "@img"]) {
    expect(existsSync(path.join(BUILT, "node_modules", name)), name).toBe(false);
  }
  expect(readdirSync(path.join(BUILT, "lib"))).toEqual(["server"]);
});

/** A token service before the practice bank's, which notes the secrets that come. */
async function tokenServiceFor({ bank }: Application) {
  const secrets: string[] = [];
  const server = createServer(async (request, response) => {
    const body = Buffer.concat(await request.toArray()).toString();
    secrets.push(/name="client_secret"\r\n\r\n(.*?)\r\n--/s.exec(body)?.[1] ?? "");
    const asked = await fetch(bank.tokenUrl, {
      method: "POST",
      headers: { "content-type": request.headers["content-type"] ?? "" },
      body: body.replace(SECRET, () => PRACTICE_CLIENT_SECRET),
    });
    response.writeHead(asked.status, { "content-type": "application/json" });
    response.end(await asked.text());
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/oauth2/token`,
    secrets,
    close: async () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

/** Starts the built server in a folder with this `.env` and nothing else. */
async function startServer(lines: string[], given: Record<string, string> = {}) {
  const folder = mkdtempSync(path.join(tmpdir(), "anyqta-standalone-"));
  writeFileSync(path.join(folder, ".env"), lines.join("\n"));
  const server = spawn(process.execPath, [path.join(BUILT, "server.js")], {
    cwd: folder,
    env: { NODE_ENV: "production", PATH: process.env.PATH, ...given },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  for (const stream of [server.stdout, server.stderr]) {
    stream.on("data", (chunk) => {
      output += chunk;
    });
  }
  const ended = once(server, "close").then(([code]) => code);
  return {
    output: () => output,
    files: () => readdirSync(folder),
    ended,
    async stop() {
      server.kill("SIGTERM");
      await ended;
      rmSync(folder, { recursive: true });
    },
  };
}
