import { once } from "node:events";
import { createServer, type IncomingMessage, type Server } from "node:http";
import { z } from "zod";
import { PRACTICE_CLIENT_SECRET } from "#lib/practice-bank/token/credentials.ts";

/**
 * A proxy between Anyqta and the practice bank. It puts a canary into every secret and personal field
 * and records the tokens.
 */

/** As long as the secret that it replaces, so that the Content-Length of the token request stays right. */
export const CLIENT_SECRET = "canary-client-secret".padEnd(PRACTICE_CLIENT_SECRET.length, "7");
export const CARD_ID = "c0ffee00-cafe-4bad-8ace-0ddba11c0de5";
/** Passes Luhn; belongs to no card (a test number of Visa). */
export const CARD_NUMBER = "4012888888881881";

/** The personal data of every payer. */
export const PAYER = {
  name: "KANAREIKA TESTOVA",
  email: "kanareika.testova@payer.example",
  phone: "+77055550199",
  ip: "203.0.113.77",
} as const;

export interface CanaryBank {
  tokenUrl: string;
  apiUrl: string;
  /** All tokens that the bank issued. */
  tokens: ReadonlySet<string>;
  stop(): Promise<void>;
}

const tokenSchema = z.object({ access_token: z.string() });
const answerSchema = z.object({ transaction: z.looseObject({}).nullish() }).loose();

/** Starts the proxy in front of a practice bank. */
export async function startCanaryBank(bank: {
  tokenUrl: string;
  apiUrl: string;
}): Promise<CanaryBank> {
  const tokens = new Set<string>();
  const server: Server = createServer(async (request, response) => {
    const isToken = request.method === "POST";
    const body = (await bytesOf(request)).toString("latin1");
    const answer = await fetch(isToken ? bank.tokenUrl : `${bank.apiUrl}${request.url}`, {
      method: request.method ?? "GET",
      headers: headersOf(request),
      ...(isToken && {
        body: Buffer.from(body.replace(CLIENT_SECRET, PRACTICE_CLIENT_SECRET), "latin1"),
      }),
    });
    const text = await answer.text();
    const token = isToken ? tokenSchema.safeParse(JSON.parse(text)).data : undefined;
    if (token) tokens.add(token.access_token);
    response.writeHead(answer.status, { "content-type": "application/json" });
    response.end(isToken ? text : withCanaries(text));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = z.object({ port: z.number() }).parse(server.address());
  return {
    tokenUrl: `http://127.0.0.1:${port}/oauth2/token`,
    apiUrl: `http://127.0.0.1:${port}`,
    tokens,
    async stop() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

function withCanaries(text: string): string {
  const answer = answerSchema.parse(JSON.parse(text));
  if (!answer.transaction) return text;
  const { name, email, phone, ip } = PAYER;
  return JSON.stringify({
    ...answer,
    transaction: {
      ...answer.transaction,
      ...{ name, email, phone, ip, cardID: CARD_ID },
      cardMask: CARD_NUMBER,
      description: `For ${email}, ${phone}, paid by ${CARD_NUMBER}`,
      data: JSON.stringify({ email, card: CARD_NUMBER, cvv: "123", cardID: CARD_ID }),
    },
  });
}

function headersOf({ headers }: IncomingMessage): Record<string, string> {
  const kept = ["authorization", "content-type", "accept"] as const;
  return Object.fromEntries(kept.flatMap((name) => (headers[name] ? [[name, headers[name]]] : [])));
}

async function bytesOf(request: IncomingMessage): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for await (const piece of request) pieces.push(piece);
  return Buffer.concat(pieces);
}
