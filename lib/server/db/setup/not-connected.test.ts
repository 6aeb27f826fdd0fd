import { once } from "node:events";
import { createServer, type Server, type Socket } from "node:net";
import { TLSSocket } from "node:tls";
import { afterEach, expect, test } from "vitest";
import { messagesOf } from "#lib/server/error-text.ts";
import { selfSigned } from "#testing/bank/self-signed.ts";
import { connectAlone } from "../pool.ts";
import { DatabaseSetupError } from "./setup-error.ts";

let server: Server | undefined;
afterEach(() => server?.close());

/** Stands in for PostgreSQL; gives its address with the credentials of a canary. */
async function serving(answer: (socket: Socket) => void): Promise<string> {
  server = createServer((socket) => {
    socket.on("error", () => {});
    socket.once("data", () => answer(socket));
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  const port = typeof address === "object" ? address?.port : undefined;
  return `postgres://shop:canary@127.0.0.1:${port}/anyqta`;
}

/** PostgreSQL's ErrorResponse (its documentation, message formats). */
function refusal(code: string): Buffer {
  const fields = Buffer.from(`SFATAL\0VFATAL\0C${code}\0Mwords of the server\0\0`);
  const head = Buffer.from("E\0\0\0\0");
  head.writeInt32BE(fields.length + 4, 1);
  return Buffer.concat([head, fields]);
}

async function told(url: string): Promise<string> {
  const error: unknown = await connectAlone({ connectionString: url }).then(
    () => null,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(DatabaseSetupError);
  const message = messagesOf(error);
  expect(message).toMatch(/^DATABASE_URL: [^\n]*$/);
  expect(message).not.toContain("canary");
  return message;
}

test.each([
  ["28P01", /password of the user shop.*%23 %2F %3F/],
  ["28000", /user shop in: .*pg_hba\.conf.*words of the server/],
  ["3D000", /create database anyqta owner shop/],
  ["42501", /grant connect on database anyqta to shop/],
  ["53300", /max_connections/],
  ["57P03", /starting or stopping/],
])("a server that refuses with %s is told in words", async (code, words) => {
  const url = await serving((socket) => socket.end(refusal(code)));
  expect(await told(url)).toMatch(words);
  expect(await told(url)).toContain(`(${code}: `);
});

test("nobody who listens, a name without an address, a missing socket", async () => {
  const url = await serving(() => {});
  server?.close();
  expect(await told(url)).toMatch(/nothing listens at 127\.0\.0\.1:\d+.*\(ECONNREFUSED\)/);
  expect(await told("postgres://shop:canary@no-such-host.invalid/x")).toMatch(/no-such-host/);
  expect(await told("postgres://shop:canary@x/x?host=/no/such/folder")).toMatch(
    /socket.*\/no\/such/,
  );
});

test("a server without TLS, where it is asked for", async () => {
  const url = await serving((socket) => socket.write("N"));
  expect(await told(`${url}?sslmode=verify-full`)).toMatch(/speaks no TLS/);
});

test("a certificate of nobody known", async () => {
  const url = await serving((socket) => {
    socket.write("S");
    new TLSSocket(socket, { isServer: true, ...selfSigned() }).on("error", () => {});
  });
  expect(await told(`${url}?sslmode=verify-full`)).toMatch(
    /certificate of 127\.0\.0\.1 .*sslrootcert=.*\(DEPTH_ZERO_SELF_SIGNED_CERT\)/,
  );
});
