import { execFile } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:tls";
import { promisify } from "node:util";
import { expect, onTestFinished, test } from "vitest";
import { z } from "zod";
import { selfSigned } from "#testing/bank/self-signed.ts";

const SECRET = "canary-client-secret";
const INVOICE = "205218074";

/**
 * Asks the bank once with the product's client, in a process of its own whose log the test reads.
 */
const QUESTION = `
  import { bank } from "#lib/server/look-up/bank.ts";
  await bank().status({ invoiceId: "${INVOICE}", terminalId: "t" });
  await bank().close();
`;

test("the log has the error code of a TLS fault of the bank, and no secret (A-64)", async () => {
  const impostor = createServer(selfSigned());
  impostor.on("tlsClientError", () => {});
  impostor.listen(0, "127.0.0.1");
  await once(impostor, "listening");
  onTestFinished(() => {
    impostor.close();
  });
  const { port } = z.object({ port: z.number() }).parse(impostor.address());
  const { stdout, stderr } = await promisify(execFile)(
    process.execPath,
    ["--conditions=react-server", "--input-type=module", "--eval", QUESTION],
    {
      env: {
        ...process.env,
        EPAY_TOKEN_URL: `https://127.0.0.1:${port}/oauth2/token`,
        EPAY_CLIENT_SECRET: SECRET,
        LOG_LEVEL: "info",
      },
    },
  );
  const lines = stdout.trim().split("\n");
  const calls = lines.map((line) => JSON.parse(line)).filter(({ type }) => type === "call");
  expect(calls[0]).toMatchObject({
    level: 40,
    msg: "bank",
    endpoint: "token",
    fault: "certificate",
    errorCode: "DEPTH_ZERO_SELF_SIGNED_CERT",
  });
  for (const word of [SECRET, INVOICE]) expect(stdout + stderr).not.toContain(word);
});
