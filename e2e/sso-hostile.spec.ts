import { type JWTPayload, SignJWT, UnsecuredJWT } from "jose";
import { expect } from "./fixtures.ts";
import {
  CLIENT_ID,
  CLIENT_SECRET,
  type Lie,
  signed,
  startHostileProvider,
} from "./hostile-provider.ts";
import { FORM, rawRequest } from "./raw-request.ts";
import { testWithProvider } from "./sso-fixtures.ts";
import {
  atProvider,
  begin,
  CALLBACK,
  comeBack,
  cookiesOf,
  expectRefused,
  log,
  logBut,
} from "./sso-flow.ts";

/** Attacks by a provider or between it and the browser: every sign-in is refused. */

// With these settings, a forged claim that is believed would create an account.
const test = testWithProvider(startHostileProvider, {
  OIDC_CLIENT_ID: CLIENT_ID,
  OIDC_CLIENT_SECRET: CLIENT_SECRET,
  OIDC_ROLE_CLAIM: "roles",
  OIDC_NEW_PEOPLE: "yes",
});
test.describe.configure({ mode: "serial" });

const HOUR = 3_600;

test("an honest answer of this provider creates an account, and its code works once", async ({
  application,
  provider,
}) => {
  provider.lie({});
  const before = await log(application);
  const begun = await begin(application);
  const query = await atProvider(begun, provider.issuer);
  const answer = await comeBack(application, begun, query);
  expect(answer.status).toBe(200);
  expect(answer.body).toContain('<meta http-equiv="refresh" content="0;url=/">');
  expect(cookiesOf(answer)).toContain("anyqta.session-");
  const signedIn = { headers: { cookie: cookiesOf(answer) } };
  expect((await rawRequest(application.url, "/api/palette", signedIn)).status).toBe(200);
  expect((await log(application)).started.length).toBe(before.started.length + 1);
  // The answer has removed the flow cookie, so the same address is refused.
  const again = await log(application);
  const replayed = await comeBack(application, { cookie: "" }, query);
  await expectRefused(application, replayed, { before: again, why: /no_flow/ });
  // It is refused with a kept cookie, too, although this provider would redeem the code again.
  const kept = await comeBack(application, begun, query);
  await expectRefused(application, kept, { before: logBut(again, 1), why: /used/ });
  // A code of another flow is refused.
  const other = await begin(application);
  const state = other.address.searchParams.get("state") ?? "";
  const stolen = await comeBack(application, other, { ...query, state });
  await expectRefused(application, stolen, { before: logBut(again, 2), why: /provider_failed/ });
});

const now = () => Math.floor(Date.now() / 1_000);
const claims = (changes: (honest: JWTPayload) => JWTPayload): Lie => ({
  claims: (honest) => ({ ...honest, ...changes(honest) }),
});
const without = (name: string): Lie => ({
  claims: (honest) => Object.fromEntries(Object.entries(honest).filter(([key]) => key !== name)),
});
const LIES: Record<string, [lie: Lie, why: RegExp]> = {
  "another nonce": [claims(() => ({ nonce: "of somebody else" })), /nonce.*id_token/],
  "no nonce": [without("nonce"), /nonce.*missing/],
  "another audience": [claims(() => ({ aud: "another-client" })), /unexpected JWT .*aud/],
  "more audiences, and not for whom": [
    claims(() => ({ aud: [CLIENT_ID, "another-client"] })),
    /aud.*additional untrusted/,
  ],
  "more audiences, for another": [
    claims(() => ({ aud: [CLIENT_ID, "another-client"], azp: "another-client" })),
    /azp/,
  ],
  "one audience, for another": [claims(() => ({ azp: "another-client" })), /azp/],
  "no audience": [without("aud"), /aud.*missing/],
  "another issuer": [claims(() => ({ iss: "https://other.example.kz" })), /unexpected JWT .*iss/],
  "an issuer with a slash more": [
    claims(({ iss }) => ({ iss: `${iss}/` })),
    /unexpected JWT .*iss/,
  ],
  "no subject": [without("sub"), /sub.*missing/],
  "an empty subject": [claims(() => ({ sub: "" })), /""sub"".*id_token/],
  "a subject of a kilobyte": [claims(() => ({ sub: "x".repeat(1_024) })), /""sub""/],
  "a subject with a NUL": [claims(() => ({ sub: "a\u0000b" })), /""sub""/],
  "a token that ran out": [claims(() => ({ iat: now() - 400, exp: now() - 100 })), /exp.*past/],
  "a token without an end": [without("exp"), /exp.*missing/],
  "a token of yesterday": [claims(() => ({ iat: now() - 24 * HOUR })), /""iat""/],
  "a token of tomorrow": [
    claims(() => ({ iat: now() + 24 * HOUR, exp: now() + 25 * HOUR })),
    /""iat""/,
  ],
  "a token for later": [claims(() => ({ nbf: now() + HOUR })), /nbf/],
  "no time of issue": [without("iat"), /iat.*missing/],
  "no signature": [{ token: (honest) => new UnsecuredJWT(honest).encode() }, /unsupported JWS/],
  "the client secret for a key": [
    {
      token: (honest) =>
        new SignJWT(honest)
          .setProtectedHeader({ alg: "HS256" })
          .sign(new TextEncoder().encode(CLIENT_SECRET)),
    },
    /unsupported JWS/,
  ],
  "the public key for a secret": [
    {
      token: (honest, { publicPem }) =>
        new SignJWT(honest).setProtectedHeader({ alg: "HS256", kid: "one" }).sign(publicPem),
    },
    /unsupported JWS/,
  ],
  "another key": [
    {
      token: (honest, { foreign }) =>
        new SignJWT(honest).setProtectedHeader({ alg: "RS256", kid: "one" }).sign(foreign),
    },
    /signature verification failed/,
  ],
  "a key that it names itself": [
    {
      token: (honest, { foreign }) =>
        new SignJWT(honest).setProtectedHeader({ alg: "RS256", kid: "two" }).sign(foreign),
    },
    /no applicable keys/,
  ],
  "a token that was changed": [
    {
      token: async (honest, keys) => {
        const [head, , signature] = (await signed(honest, keys)).split(".");
        const body = Buffer.from(JSON.stringify({ ...honest, roles: "admin" }));
        return `${head}.${body.toString("base64url")}.${signature}`;
      },
    },
    /signature verification failed/,
  ],
  "a signature that is no base64url": [
    { token: async (honest, keys) => `${await signed(honest, keys)}=!` },
    /unreadable/,
  ],
  "no token": [{ tokenAnswer: (_, response) => response.end("{}") }, /token_answer/],
  "a page": [{ tokenAnswer: (_, response) => response.end("<html>canary") }, /not_json/],
  "a redirect to another host": [
    {
      tokenAnswer: (_, response) => response.writeHead(307, { location: "?astray" }).end(),
    },
    /provider_failed/,
  ],
  "an endless answer": [
    {
      tokenAnswer(_, response) {
        const piece = Buffer.alloc(65_536, 32);
        const pour = () => {
          while (!response.destroyed && response.write(piece));
        };
        response.on("drain", pour);
        pour();
      },
    },
    /too_large/,
  ],
  "an answer that drips": [
    {
      tokenAnswer(_, response) {
        const timer = setInterval(() => response.write(" "), 200);
        response.on("close", () => clearInterval(timer));
      },
    },
    /too_slow/,
  ],
  "a compressed answer": [
    {
      tokenAnswer: (_, response) =>
        response.writeHead(200, { "content-encoding": "gzip" }).end("canary"),
    },
    /encoded/,
  ],
};

for (const [name, [lie, why]] of Object.entries(LIES)) {
  test(`${name} from the provider is refused`, async ({ application, provider }) => {
    provider.lie(lie);
    const before = await log(application);
    const begun = await begin(application);
    const query = await atProvider(begun, provider.issuer);
    const answer = await comeBack(application, begun, query);
    await expectRefused(application, answer, { before, why });
    expect(provider.ledAstray).toBe(0);
  });
}

type Change = (honest: Record<string, string>) => Record<string, string> | URLSearchParams;
const WAYS_BACK: Record<string, [change: Change, why: RegExp]> = {
  "another state": [(honest) => ({ ...honest, state: "x".repeat(43) }), /state/],
  "no state": [({ state: _, ...honest }) => honest, /state/],
  "two states": [
    (honest) => new URLSearchParams([...Object.entries(honest), ["state", "second"]]),
    /repeated/,
  ],
  "the name of another issuer": [
    (honest) => ({ ...honest, iss: "https://other.example.kz" }),
    /""issuer""/,
  ],
  "no issuer, though it always names itself": [({ iss: _, ...honest }) => honest, /""issuer""/],
  "no code": [({ code: _, ...honest }) => honest, /no_code/],
  "a code that another provider gave": [
    (honest) => ({ ...honest, code: "given-elsewhere" }),
    /provider_failed/,
  ],
  "an error in the provider's words": [
    (honest) => ({ ...honest, error: "canary<script>", error_description: "canary" }),
    /denied/,
  ],
};

for (const [name, [change, why]] of Object.entries(WAYS_BACK)) {
  test(`${name} in the response is refused`, async ({ application, provider }) => {
    provider.lie({});
    const before = await log(application);
    const begun = await begin(application);
    const query = await atProvider(begun, provider.issuer);
    const answer = await comeBack(application, begun, change(query));
    await expectRefused(application, answer, { before, why });
  });
}

test("a response to a flow of another browser is refused (A-06)", async ({
  application,
  provider,
}) => {
  provider.lie({});
  const begun = await begin(application);
  const query = await atProvider(begun, provider.issuer);
  const secretsSeen = provider.secretsSeen;
  const name = `anyqta.sso-${new URL(application.url).port}`;
  const forged = ["", `${name}=`, `${name}=forged`, `${name}=${"A".repeat(300)}`];
  for (const cookie of forged) {
    const before = await log(application);
    const answer = await comeBack(application, { cookie }, query);
    await expectRefused(application, answer, { before, why: /no_flow/ });
  }
  expect(provider.secretsSeen).toBe(secretsSeen);
});

test("a response requested by a picture, a script or a prefetch of another site is refused", async ({
  application,
}) => {
  for (const headers of [
    { "sec-fetch-mode": "no-cors", "sec-fetch-dest": "image", "sec-fetch-site": "cross-site" },
    { "sec-fetch-mode": "cors", "sec-fetch-dest": "empty", "sec-fetch-site": "cross-site" },
    { "sec-fetch-mode": "navigate", "sec-fetch-dest": "iframe", "sec-fetch-site": "cross-site" },
    { "sec-fetch-mode": "navigate", "sec-fetch-dest": "document", "sec-purpose": "prefetch" },
  ]) {
    const answer = await rawRequest(application.url, `${CALLBACK}?code=x&state=x`, { headers });
    expect(answer.status).toBe(403);
  }
});

test("a sign-in begins with the button of our own page only", async ({ application }) => {
  const { url } = application;
  const first = await rawRequest(url, "/api/auth/csrf");
  const { csrfToken } = JSON.parse(first.body);
  const press = (form: Record<string, string>, headers: Record<string, string>) =>
    rawRequest(url, "/api/auth/sso", {
      method: "POST",
      headers: { ...FORM, ...headers },
      body: new URLSearchParams(form).toString(),
    });
  const cookie = cookiesOf(first);
  expect((await press({ csrfToken }, {})).status).toBe(403);
  expect((await press({ csrfToken: "x".repeat(64) }, { cookie })).status).toBe(403);
  expect((await press({}, { cookie })).status).toBe(400);
  for (const headers of [{ origin: "https://evil.example" }, { "sec-fetch-site": "cross-site" }]) {
    expect((await press({ csrfToken }, { cookie, ...headers })).status).toBe(403);
  }
  expect((await rawRequest(url, "/api/auth/sso", { headers: { cookie } })).status).toBe(405);
  // Parameters in the form's address do not reach the authorization request.
  const { address } = await begin(application);
  expect(Object.fromEntries(address.searchParams)).toMatchObject({
    response_type: "code",
    client_id: CLIENT_ID,
    redirect_uri: `${url}${CALLBACK}`,
    code_challenge_method: "S256",
  });
  expect(address.searchParams.get("code_challenge")).toHaveLength(43);
});
