import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { authorizationCodeGrant } from "openid-client";
import { afterAll, beforeAll, expect, test } from "vitest";
import { sampleSso } from "#testing/oidc.ts";
import { discover } from "./discovery.ts";

let issuer = "";
let answer: (response: ServerResponse) => void = () => {};
let request: IncomingMessage | null = null;
const server = createServer((received, response) => {
  request = received;
  answer(response);
});

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  issuer = `http://127.0.0.1:${typeof address === "object" ? address?.port : ""}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const ask = () =>
  discover(
    sampleSso({
      issuer,
      clientSecret: () => "a secret_of:-the.tests",
      hosts: [new URL(issuer).host, "keys.example.kz"],
    }),
  );

function tell(changes: Record<string, unknown>) {
  const honest = {
    issuer,
    authorization_endpoint: `${issuer}/authorize`,
    token_endpoint: `${issuer}/token`,
    jwks_uri: "https://keys.example.kz/keys",
    ...changes,
  };
  answer = (response) => response.end(JSON.stringify(honest));
}

test("reads valid metadata and applies the standard's defaults", async () => {
  tell({ unknown: "field" });
  expect((await ask()).serverMetadata()).toMatchObject({
    issuer,
    authorization_endpoint: `${issuer}/authorize`,
    token_endpoint: `${issuer}/token`,
    jwks_uri: "https://keys.example.kz/keys",
  });
});

test.each([
  [undefined, "Basic YW55cXRhOmErc2VjcmV0X29mJTNBLXRoZS50ZXN0cw==", null],
  [
    ["client_secret_post", "client_secret_basic"],
    "Basic YW55cXRhOmErc2VjcmV0X29mJTNBLXRoZS50ZXN0cw==",
    null,
  ],
  [["private_key_jwt", "client_secret_post"], "", "a secret_of:-the.tests"],
])(
  "with %j the client authenticates by a method that the provider supports",
  async (methods, header, field) => {
    tell({ token_endpoint_auth_methods_supported: methods });
    const configuration = await ask();
    let sent = { authorization: "", secret: new URLSearchParams().get("client_secret") };
    answer = (response) => {
      request?.setEncoding("utf8");
      request?.toArray().then((pieces) => {
        const secret = new URLSearchParams(pieces.join("")).get("client_secret");
        sent = { authorization: request?.headers.authorization ?? "", secret };
        response.writeHead(400).end();
      });
    };
    const callback = new URL("https://anyqta.example.kz/callback?code=x&state=y");
    const checks = { expectedState: "y", pkceCodeVerifier: "v".repeat(43) };
    await expect(authorizationCodeGrant(configuration, callback, checks)).rejects.toThrow();
    expect(sent.authorization).toBe(header);
    expect(sent.secret).toBe(field);
  },
);

test.each([
  [{ issuer: "https://other.example.kz" }, "issuer"],
  [{ issuer: undefined }, "issuer"],
  [{ token_endpoint: "https://evil.example/token" }, "token_endpoint_host"],
  [{ token_endpoint: "http://keys.example.kz/token" }, "token_endpoint_host"],
  [{ token_endpoint: "https://keys.example.kz:8443/token" }, "token_endpoint_host"],
  [{ token_endpoint: "https://a:b@keys.example.kz/token" }, "token_endpoint_host"],
  [{ authorization_endpoint: "javascript:alert(1)" }, "authorization_endpoint_host"],
  [{ jwks_uri: "file:///etc/passwd" }, "jwks_uri_host"],
  [{ jwks_uri: "no address" }, "jwks_uri"],
  [{ id_token_signing_alg_values_supported: ["HS256", "none"] }, "id_token_signing_alg"],
  [{ code_challenge_methods_supported: ["plain"] }, "code_challenge_methods"],
  [{ token_endpoint_auth_methods_supported: ["none"] }, "token_endpoint_auth_methods"],
])("%o is refused", async (changes, code) => {
  tell(changes);
  await expect(ask()).rejects.toMatchObject({ reason: "discovery", code });
});

test.each([
  [
    "a redirect",
    (response: ServerResponse) => response.writeHead(302, { location: "/else" }).end(),
    "302",
  ],
  ["an error", (response: ServerResponse) => response.writeHead(500).end("{}"), "500"],
  ["a page", (response: ServerResponse) => response.end("<html>"), "not_json"],
  ["too much", (response: ServerResponse) => response.end(" ".repeat(300_000)), "too_large"],
  ["nothing", (response: ServerResponse) => response.destroy(), "UND_ERR_SOCKET"],
])("%s is not a discovery document", async (_what, answers, code) => {
  answer = answers;
  await expect(ask()).rejects.toMatchObject({ reason: "provider_failed", code });
});
