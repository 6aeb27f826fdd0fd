import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { DEMO } from "#lib/account/demo.ts";
import { selfSigned } from "#testing/bank/self-signed.ts";
import { freePort, startApplication } from "./application.ts";
import { test as base, expect } from "./fixtures.ts";
import { cookieOf, FORM, rawRequest, trySignIn } from "./raw-request.ts";

/** Runs the examples in `deploy/` with other names, ports and certificates. */

interface Proxy {
  /** The ports of nginx with and without TLS. */
  secure: string;
  plain: string;
}

const test = base.extend<object, { nginx: Proxy }>({
  application: [
    async ({}, use) => {
      const application = await startApplication({
        TRUSTED_PROXIES: "1",
        NEXTAUTH_URL: "https://anyqta.example.kz",
        LIMIT_SIGN_INS_PER_MINUTE: "3",
      });
      await use(application);
      await application.stop();
    },
    { scope: "worker", timeout: 240_000 },
  ],
  nginx: [
    async ({ application }, use) => {
      const [securePort, plainPort] = [await freePort(), await freePort()];
      const folder = mkdtempSync(path.join(tmpdir(), "anyqta-nginx-"));
      for (const name of ["logs", "body", "proxy", "other"]) mkdirSync(path.join(folder, name));
      const { key, cert } = selfSigned();
      writeFileSync(path.join(folder, "key.pem"), key);
      writeFileSync(path.join(folder, "cert.pem"), cert);
      writeFileSync(
        path.join(folder, "nginx.conf"),
        configuration({ folder, securePort, plainPort, behind: new URL(application.url).port }),
      );
      const server = spawn(
        "/usr/sbin/nginx",
        ["-p", folder, "-c", path.join(folder, "nginx.conf")],
        {
          stdio: "inherit",
        },
      );
      await untilListening(securePort);
      await use({
        secure: `https://127.0.0.1:${securePort}`,
        plain: `http://127.0.0.1:${plainPort}`,
      });
      const ended = once(server, "exit");
      server.kill("SIGTERM");
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
    { scope: "worker", timeout: 60_000 },
  ],
});

/** The example on loopback, within the main context that a machine's own nginx.conf has. */
function configuration({
  folder,
  securePort,
  plainPort,
  behind,
}: {
  folder: string;
  securePort: number;
  plainPort: number;
  behind: string;
}): string {
  const site = readFileSync("deploy/nginx.conf", "utf8")
    .replaceAll(/^ *listen \[::\].*$/gm, "")
    .replace("listen 80;", `listen 127.0.0.1:${plainPort};`)
    .replace("listen 443 ssl http2;", `listen 127.0.0.1:${securePort} ssl http2;`)
    .replace("127.0.0.1:3000", `127.0.0.1:${behind}`)
    .replace("/etc/ssl/anyqta/fullchain.pem", path.join(folder, "cert.pem"))
    .replace("/etc/ssl/anyqta/privkey.pem", path.join(folder, "key.pem"));
  return `daemon off; pid ${folder}/pid; error_log ${folder}/logs/error.log;
    events {}
    http {
      access_log ${folder}/logs/access.log;
      client_body_temp_path ${folder}/body; proxy_temp_path ${folder}/proxy;
      fastcgi_temp_path ${folder}/other; uwsgi_temp_path ${folder}/other; scgi_temp_path ${folder}/other;
      ${site}
    }`;
}

async function untilListening(port: number): Promise<void> {
  await expect(async () => {
    const socket = connect(port, "127.0.0.1");
    await once(socket, "connect");
    socket.destroy();
  }).toPass({ timeout: 20_000 });
}

test("nginx redirects to the sign-in over https and sends no header twice (P-54)", async ({
  nginx,
}) => {
  // The form needs its token; without one the page leads to where it is given.
  const token = await rawRequest(nginx.secure, "/api/auth/csrf");
  const page = await rawRequest(nginx.secure, "/sign-in?callbackUrl=%2F", {
    headers: { cookie: cookieOf(token.headers) },
  });
  expect(page.status).toBe(200);
  expect(page.headers["content-security-policy"]).toMatch(/^default-src 'none'.*nonce-/);
  expect(String(page.headers["content-security-policy"])).not.toContain(", default-src");
  expect(page.headers["strict-transport-security"]).toMatch(/^max-age=63072000/);
  expect(page.headers.server).toBe("nginx");
});

test("responses of nginx itself have a content policy, too (P-54, A-23)", async ({ nginx }) => {
  const large = await rawRequest(nginx.secure, "/api/find", {
    method: "POST",
    body: "a".repeat(70_000),
  });
  expect(large.status).toBe(413);
  const odd = await rawRequest(nginx.secure, "/", { method: "TRACE" });
  expect(odd.status).toBe(405);
  for (const { headers } of [large, odd]) {
    expect(headers["content-security-policy"]).toContain("frame-ancestors 'none'");
    expect(headers["cache-control"]).toBe("private, no-store");
  }
});

test("cookies are bound to this host and to https (P-54, A-07)", async ({ nginx }) => {
  const signedIn = await trySignIn(nginx.secure);
  // The sign-in sets the first cookie of a session, the step-up the next.
  const proved = await rawRequest(nginx.secure, "/api/confirm", {
    method: "POST",
    headers: { ...FORM, cookie: signedIn.cookie },
    body: new URLSearchParams({ password: DEMO.password }).toString(),
  });
  for (const { headers } of [signedIn, proved]) {
    const cookies = headers["set-cookie"] ?? [];
    expect(cookies.join("\n")).toMatch(/__Host-anyqta\.session(-\d+)?=/);
    for (const cookie of cookies) {
      const [name = "", ...attributes] = cookie.split("; ");
      const lasting = attributes.filter((one) => !/^(Expires|Max-Age)=/.test(one));
      // Removes the e-mail address that was kept for one page, which no cookie with the prefix can.
      if (/^anyqta\.flash(-\d+)?=$/.test(name)) {
        expect(lasting.sort()).toEqual(["HttpOnly", "Path=/sign-in", "SameSite=Strict", "Secure"]);
        continue;
      }
      expect(name).toMatch(/^__Host-anyqta\./);
      expect(lasting.sort()).toEqual(["HttpOnly", "Path=/", "SameSite=Lax", "Secure"]);
    }
  }
});

test("a visitor cannot forge the address that is rate-limited (P-54, A-17)", async ({ nginx }) => {
  const statuses: number[] = [];
  for (const last of [1, 2, 3, 4]) {
    const { status } = await rawRequest(nginx.secure, "/api/auth/callback/credentials", {
      method: "POST",
      headers: {
        ...FORM,
        "x-forwarded-for": `198.51.100.${last}`,
        forwarded: `for=198.51.100.${last}`,
      },
      body: "email=a%40b.kz&password=x",
    });
    statuses.push(status);
  }
  expect(statuses.at(-1)).toBe(429);
});

test("plain http redirects pages and refuses programs (A-24)", async ({ nginx }) => {
  const page = await fetch(`${nginx.plain}/transactions/1`, { redirect: "manual" });
  expect(page.status).toBe(301);
  // The name of the configuration, whatever Host the request has.
  expect(page.headers.get("location")).toBe("https://anyqta.example.kz/transactions/1");
  expect((await fetch(`${nginx.plain}/api/transactions/1`)).status).toBe(403);
});
