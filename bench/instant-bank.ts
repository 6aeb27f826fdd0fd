import { createServer } from "node:http";

/** A bank that answers at once: what is measured beside it is ours, not the bank's. */
const server = createServer((request, response) => {
  request.resume();
  const invoiceID = (request.url ?? "").split("/").at(-1);
  const body =
    request.method === "POST"
      ? { access_token: "instant-token", expires_in: 7200, token_type: "Bearer" }
      : { resultCode: "100", resultMessage: "SUCCESS", transaction: { ...PAYMENT, invoiceID } };
  response.setHeader("content-type", "application/json");
  response.end(JSON.stringify(body));
});

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

server.listen(0, "127.0.0.1", () => {
  const address = server.address();
  if (address && typeof address === "object") console.log(`http://127.0.0.1:${address.port}`);
});
process.once("disconnect", () => process.exit());
