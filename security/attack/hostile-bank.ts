import { once } from "node:events";
import { createServer } from "node:http";
import type { PracticeBank } from "#lib/practice-bank/server.ts";

/** A bank whose answers hold what an attack needs: personal data in every text, and texts without end. */

export const PAYER = {
  name: "AINUR SADYKOVA",
  email: "ainur.sadykova.1987@mail-1.kz",
  phone: "+7 701 555 12 34",
} as const;

/** Spellings of the payer's data, and data of theirs that stand in no field of their own. */
export const IN_TEXTS = {
  spoken: "Ainur Sadykova",
  local: "701 555 12 34",
  digits: "7015551234",
  abroad: "+998901234567",
  iin: "870412400123",
  other: "s.kaz@corp.example",
} as const;

/** Payments of this bank. */
export const INVOICES = { personal: "900000001", long: "900000002", plain: "900000003" } as const;

const BASE = {
  id: "0f6c1d2e-5b7a-4c8d-9e10-a1b2c3d4e5f6",
  createdDate: "2026-11-24T13:05:41.123456+05:00",
  amount: 15_000,
  amountBonus: 0,
  payoutAmount: 0,
  orgAmount: 15_000,
  approvalCode: "170243",
  currency: "KZT",
  terminal: "98120001",
  terminalID: "67e34d63-102f-4bd1-898e-370781d0074d",
  description: "order",
  cardMask: "400303...9821",
  cardType: "VISA",
  issuer: "Halyk",
  reference: "632808411351",
  reason: "Successfully",
  reasonCode: "00",
  secure: true,
  statusName: "CHARGE",
};

const { spoken, local, digits, abroad, iin, other } = IN_TEXTS;
const LONG = Array.from({ length: 1_000 }, (_, place) =>
  String.fromCodePoint(0x4e00 + ((place * 7_919) % 20_000)),
).join("");

const CHANGES: Readonly<Record<string, object>> = {
  [INVOICES.personal]: {
    ...PAYER,
    description: `${spoken}, tel ${local}, IIN ${iin}`,
    data: JSON.stringify({ iin, phone2: digits, uz: abroad, contact: other }),
    ipLatitude: 43.238949,
    ipLongitude: 76.889709,
  },
  [INVOICES.long]: { reference: LONG, approvalCode: LONG, issuer: LONG, description: LONG },
};

/** Starts it; it ends with the process. */
export async function startHostileBank(): Promise<Pick<PracticeBank, "tokenUrl" | "apiUrl">> {
  const server = createServer((request, response) => {
    const invoiceID = request.url?.split("/").at(-1) ?? "";
    const transaction = { ...BASE, ...CHANGES[invoiceID], invoiceID };
    const isToken = request.method === "POST";
    request.resume();
    response.setHeader("content-type", "application/json");
    response.end(
      JSON.stringify(
        isToken
          ? { access_token: "token", expires_in: 7_200, token_type: "Bearer" }
          : { resultCode: "100", resultMessage: "Success", transaction },
      ),
    );
  });
  server.listen(0, "127.0.0.1");
  server.unref();
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  const origin = `http://127.0.0.1:${address.port}`;
  return { tokenUrl: `${origin}/oauth2/token`, apiUrl: origin };
}
