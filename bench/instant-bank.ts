import { createServer, type ServerResponse } from "node:http";

/**
 * A bank that answers at once, or after exactly so many milliseconds as its first argument says:
 * what is measured beside it is ours, not the bank's. GET /calls tells how often it was asked.
 */
const latencyMs = Number(process.argv[2] ?? 0);
const calls = { token: 0, status: 0 };

const TOKEN = { access_token: "instant-token", expires_in: 7200, token_type: "Bearer" };

const PAYMENT = {
  id: "af2089fe-43b1-47eb-a61f-c78dd196e18d",
  createdDate: "2025-11-15T03:52:17.289853+05:00",
  amount: 12.22,
  amountBonus: 0,
  payoutAmount: 0,
  orgAmount: 12.22,
  approvalCode: "170243",
  currency: "KZT",
  terminal: "98120001",
  terminalID: "67e34d63-102f-4bd1-898e-370781d0074d",
  description: "bench",
  cardMask: "400303...9821",
  cardType: "VISA",
  issuer: "Halyk Bank",
  reference: "231951411351",
  reason: "Successfully",
  reasonCode: "00",
  statusName: "CHARGE",
  name: "ARMAN ALI",
  email: "epay@example.kz",
  ip: "46.148.239.182",
  ipCountry: "Kazakhstan",
};

const server = createServer((request, response) => {
  request.resume();
  const path = request.url ?? "";
  if (path === "/calls") {
    send(response, calls);
    return;
  }
  const isToken = request.method === "POST";
  calls[isToken ? "token" : "status"] += 1;
  const invoiceID = path.split("/").at(-1);
  const body = isToken
    ? TOKEN
    : { resultCode: "100", resultMessage: "SUCCESS", transaction: { ...PAYMENT, invoiceID } };
  if (latencyMs > 0) setTimeout(() => send(response, body), latencyMs);
  else send(response, body);
});

function send(response: ServerResponse, body: object): void {
  response.setHeader("content-type", "application/json");
  response.end(JSON.stringify(body));
}

server.listen(0, "127.0.0.1", () => {
  const address = server.address();
  if (address && typeof address === "object") console.log(`http://127.0.0.1:${address.port}`);
});
process.once("disconnect", () => process.exit());
