import { once } from "node:events";
import { createServer } from "node:http";
import { text } from "node:stream/consumers";
import { z } from "zod";

/** A proxy before the practice bank that changes payments as a test says. */
export interface StagedBank {
  tokenUrl: string;
  apiUrl: string;
  /** What the bank says of every payment from now on, instead of its own fields. */
  say(fields: Readonly<Record<string, unknown>>): void;
  stop(): Promise<void>;
}

const answerSchema = z.object({ transaction: z.looseObject({}).nullish() }).loose();

/** Starts the proxy. */
export async function startStagedBank(bank: {
  tokenUrl: string;
  apiUrl: string;
}): Promise<StagedBank> {
  let said: Readonly<Record<string, unknown>> = {};
  const server = createServer(async (request, response) => {
    const { method = "GET", url, headers } = request;
    const isToken = method === "POST";
    const answer = await fetch(isToken ? bank.tokenUrl : `${bank.apiUrl}${url}`, {
      method,
      headers: isToken
        ? { "content-type": headers["content-type"] ?? "" }
        : { authorization: headers.authorization ?? "" },
      ...(isToken && { body: await text(request) }),
    });
    const body = answerSchema.parse(await answer.json());
    if (body.transaction) Object.assign(body.transaction, said);
    response.writeHead(answer.status, { "content-type": "application/json" });
    response.end(JSON.stringify(body));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = z.object({ port: z.number() }).parse(server.address());
  return {
    tokenUrl: `http://127.0.0.1:${port}/oauth2/token`,
    apiUrl: `http://127.0.0.1:${port}`,
    say(fields) {
      said = fields;
    },
    async stop() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}
