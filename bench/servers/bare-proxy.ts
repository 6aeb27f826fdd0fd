import { createServer } from "node:http";
import { Pool } from "undici";
import { serve } from "./serve.ts";

/**
 * A program and a baseline: the same question passed on by bare Node, with a pool and nothing else:
 * no session, no permission, no audit, no schema. Its first argument is the bank's address.
 */
const bank = new Pool(process.argv[2] ?? "", { connections: 64 });

const server = createServer(async (request, response) => {
  const invoice = (request.url ?? "").split("/").at(-1);
  const answer = await bank.request({
    path: `/check-status/payment/transaction/${invoice}`,
    method: "GET",
  });
  const body: unknown = await answer.body.json();
  response.setHeader("content-type", "application/json");
  response.end(JSON.stringify(body));
});

serve(server);
