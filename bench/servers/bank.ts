import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { behaviourSchema, PAYMENT } from "./bank-behaviour.ts";
import { serve } from "./serve.ts";

/**
 * A program: a bank that answers at once, or as it is told: what is measured beside it is ours, not
 * the bank's. `GET /calls` tells how often it was asked, `PUT /behaviour` changes what it does.
 */

const calls = { token: 0, status: 0 };
let behaviour = behaviourSchema.parse({});
/** Answers that are still due. */
const due = new Map<() => void, NodeJS.Timeout>();

let tokens = 0;
/** When each token ends, by `performance.now()`. */
const ends = new Map<string, number>();

const server = createServer((request, response) => {
  const path = request.url ?? "";
  if (path === "/behaviour") {
    void change(request, response);
    return;
  }
  request.resume();
  if (path === "/calls") {
    send(response, 200, calls);
    return;
  }
  const isToken = request.method === "POST";
  calls[isToken ? "token" : "status"] += 1;
  if (isToken) later(behaviour.tokenMs, () => send(response, 200, newToken()));
  else later(behaviour.answerMs, () => answer(request, response));
});

/** What is still due is answered at once, so that no round waits for the one before. */
async function change(request: IncomingMessage, response: ServerResponse): Promise<void> {
  let text = "";
  for await (const chunk of request) text += chunk;
  behaviour = behaviourSchema.parse(JSON.parse(text));
  for (const [act, timer] of [...due]) {
    clearTimeout(timer);
    act();
  }
  send(response, 200, behaviour);
}

function later(milliseconds: number, act: () => void): void {
  if (milliseconds === 0) {
    act();
    return;
  }
  const actOnce = () => {
    due.delete(actOnce);
    act();
  };
  due.set(actOnce, setTimeout(actOnce, milliseconds));
}

function newToken(): object {
  tokens += 1;
  const name = `token-${tokens}`;
  ends.set(name, performance.now() + behaviour.tokenSeconds * 1000);
  return { access_token: name, expires_in: behaviour.tokenSeconds, token_type: "Bearer" };
}

/** The baselines ask without a token. */
function answer({ url, headers }: IncomingMessage, response: ServerResponse): void {
  const [, token] = /^Bearer (.*)$/i.exec(headers.authorization ?? "") ?? [];
  if (token !== undefined && (ends.get(token) ?? 0) < performance.now()) send(response, 401, {});
  else if (behaviour.isDown) send(response, 503, {});
  else {
    const transaction = { ...PAYMENT, invoiceID: url?.split("/").at(-1) };
    send(response, 200, { resultCode: "100", resultMessage: "SUCCESS", transaction });
  }
}

function send(response: ServerResponse, status: number, body: object): void {
  response.statusCode = status;
  response.setHeader("content-type", "application/json");
  response.end(JSON.stringify(body));
}

serve(server);
