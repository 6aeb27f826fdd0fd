import { createHash, generateKeyPairSync, type KeyObject } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { exportJWK, type JWTPayload, SignJWT } from "jose";

/** An OpenID provider that forges its answers as a test demands. */
export interface HostileProvider {
  issuer: string;
  /** Requests to its token endpoint that named the client secret. */
  readonly secretsSeen: number;
  /** Requests to another host, to which its redirects lead. */
  readonly ledAstray: number;
  /** Forges all answers from now on as given; honest with an empty object. */
  lie(lie: Lie): void;
  stop(): Promise<void>;
}

/** A forged answer. */
export interface Lie {
  /** Changes the claims of the honest token. */
  claims?: (honest: JWTPayload) => JWTPayload;
  /** Replaces the token. */
  token?: (honest: JWTPayload, keys: Keys) => Promise<string> | string;
  /** Replaces the answer of the token endpoint. */
  tokenAnswer?: (request: IncomingMessage, response: ServerResponse) => void;
}

/** Keys to sign tokens with. */
export interface Keys {
  own: KeyObject;
  /** A key that the provider does not publish. */
  foreign: KeyObject;
  /** The published key as text, which a careless verifier uses as a shared secret. */
  publicPem: Uint8Array;
}

export const CLIENT_ID = "anyqta";
export const CLIENT_SECRET = "canary-client-secret-of-the-tests";

/** Starts the provider on loopback. */
export async function startHostileProvider(): Promise<HostileProvider> {
  const { privateKey: own, publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const { privateKey: foreign } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const publicPem = Buffer.from(publicKey.export({ type: "spki", format: "pem" }));
  const keys = { own, foreign, publicPem };
  const jwk = { ...(await exportJWK(publicKey)), kid: "one", use: "sig", alg: "RS256" };
  /** Nonce and challenge of each code. */
  const codes = new Map<string, { nonce: string; challenge: string }>();
  let lie: Lie = {};
  let secretsSeen = 0;
  let ledAstray = 0;

  const astray = createServer((_request, response) => {
    ledAstray += 1;
    response.end("{}");
  });
  const server = createServer((request, response) => {
    answer(request, response).catch(() => response.destroy());
  });
  const astrayUrl = await listen(astray);
  const issuer = await listen(server);

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? "/", issuer);
    if (url.pathname === "/.well-known/openid-configuration") {
      return json(response, discoveryOf(issuer));
    }
    if (url.pathname === "/keys") return json(response, { keys: [jwk] });
    if (url.pathname === "/authorize") {
      const code = createHash("sha256").update(url.href).digest("hex");
      codes.set(code, {
        nonce: url.searchParams.get("nonce") ?? "",
        challenge: url.searchParams.get("code_challenge") ?? "",
      });
      return json(response, { code });
    }
    if (url.pathname !== "/token") return void response.writeHead(404).end();
    const body = new URLSearchParams(await textOf(request));
    if (request.headers.authorization === basic()) secretsSeen += 1;
    if (url.searchParams.has("astray")) {
      return void response.writeHead(307, { location: `${astrayUrl}/token` }).end();
    }
    if (lie.tokenAnswer) return lie.tokenAnswer(request, response);
    const given = codes.get(body.get("code") ?? "");
    const challenge = createHash("sha256").update(body.get("code_verifier") ?? "");
    if (given?.challenge !== challenge.digest("base64url")) {
      return json(response, { error: "invalid_grant" }, 400);
    }
    const now = Math.floor(Date.now() / 1_000);
    const honest: JWTPayload = {
      iss: issuer,
      sub: `hostile-${given.nonce.slice(0, 12)}`,
      aud: CLIENT_ID,
      iat: now,
      exp: now + 300,
      nonce: given.nonce,
      email: `hostile-${given.nonce
        .slice(0, 12)
        .toLowerCase()
        .replace(/[^a-z0-9]/g, "x")}@demo.kz`,
      email_verified: true,
      roles: "clerk",
    };
    const claims = lie.claims?.(honest) ?? honest;
    const token = await (lie.token ?? signed)(claims, keys);
    return json(response, { token_type: "Bearer", access_token: "unused", id_token: token });
  }

  return {
    issuer,
    get secretsSeen() {
      return secretsSeen;
    },
    get ledAstray() {
      return ledAstray;
    },
    lie(next) {
      lie = next;
    },
    async stop() {
      for (const each of [server, astray]) {
        each.closeAllConnections();
        await new Promise((resolve) => each.close(resolve));
      }
    },
  };
}

/** Signs claims as an honest provider does. */
export function signed(claims: JWTPayload, { own }: Keys): Promise<string> {
  return new SignJWT(claims).setProtectedHeader({ alg: "RS256", kid: "one" }).sign(own);
}

function discoveryOf(issuer: string): Record<string, unknown> {
  return {
    issuer,
    authorization_endpoint: `${issuer}/authorize`,
    token_endpoint: `${issuer}/token`,
    jwks_uri: `${issuer}/keys`,
    id_token_signing_alg_values_supported: ["RS256", "none", "HS256"],
    authorization_response_iss_parameter_supported: true,
  };
}

function basic(): string {
  return `Basic ${Buffer.from(`${CLIENT_ID}:${CLIENT_SECRET}`).toString("base64")}`;
}

function json(response: ServerResponse, value: unknown, status = 200): void {
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(value));
}

async function textOf(request: IncomingMessage): Promise<string> {
  let text = "";
  for await (const piece of request) text += piece;
  return text;
}

async function listen(server: ReturnType<typeof createServer>): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (typeof address !== "object" || !address) throw new Error("no port");
  return `http://127.0.0.1:${address.port}`;
}
