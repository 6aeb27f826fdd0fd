import { type Attack, refusedIf } from "../attack.ts";
import { IN_TEXTS, INVOICES, PAYER } from "../hostile-bank.ts";
import type { Target } from "../target.ts";

/** A clerk who wants to know what is hidden from clerks. */

/** Everything that a clerk is given about a payment. */
async function clerksViews({ cookieOf, send }: Target, invoice: string): Promise<string> {
  const cookie = await cookieOf("clerk");
  const paths = [
    `/api/transactions/${invoice}`,
    `/transactions/${invoice}`,
    `/transactions?invoices=${invoice}`,
    `/api/export?format=csv&invoices=${invoice}`,
    "/",
  ];
  const bodies: string[] = [];
  for (const path of paths) bodies.push((await send(path, { cookie })).body);
  return bodies.join("\n");
}

/** Texts that any spelling of the value leaves after everything but letters and digits is removed. */
const bare = (text: string) => text.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, "");

export const PERSONAL_DATA: readonly Attack[] = [
  {
    id: "M7",
    tries: "reads hidden data where the payer or the shop wrote them into another field",
    async run(target) {
      const views = bare(await clerksViews(target, INVOICES.personal));
      const hidden = [...Object.values(IN_TEXTS), ...Object.values(PAYER)];
      const found = hidden.filter((text) => views.includes(bare(text)));
      return refusedIf({
        [found.length === 0 ? "nothing of it is shown" : `hidden: ${found.join(", ")}`]:
          found.length === 0,
        "coordinates are hidden or rounded": !views.includes("43238") && !views.includes("76889"),
      });
    },
  },
  {
    id: "M6",
    tries: "finds a hidden e-mail address letter by letter in the search",
    async run(target) {
      const { cookieOf, send } = target;
      await clerksViews(target, INVOICES.personal);
      const cookie = await cookieOf("clerk");
      const isFound = async (query: string) => {
        const path = `/transactions?q=${encodeURIComponent(query)}&invoices=${INVOICES.personal}`;
        return (await send(path, { cookie })).body.includes(`/transactions/${INVOICES.personal}`);
      };
      const parts = ["mail-1", "@mail-1", "7@mail-1", "87@mail-1", "dykova", "555 12", "5551234"];
      const found: string[] = [];
      for (const part of parts) if (await isFound(part)) found.push(part);
      return refusedIf({
        [found.length === 0 ? "no part is found" : `found: ${found.join(", ")}`]:
          found.length === 0,
      });
    },
  },
  {
    id: "M9",
    tries: "a text without end makes a payment impossible to look up",
    async run({ cookieOf, send }) {
      const cookie = await cookieOf("clerk");
      const { status } = await send(`/api/transactions/${INVOICES.long}`, { cookie });
      const ready = await send("/api/health/ready");
      return refusedIf({ "200": status === 200, "still ready": ready.status === 200 });
    },
  },
  {
    id: "M10",
    tries: "a foreign page opens a payment in a clerk's name without a click",
    async run({ application, cookieOf, send }) {
      const cookie = await cookieOf("clerk");
      const invoice = "900000010";
      const headers = {
        "sec-fetch-site": "cross-site",
        "sec-fetch-mode": "navigate",
        "sec-fetch-dest": "document",
      };
      await send(`/transactions/${invoice}`, { cookie, headers });
      const rows = await application.query(
        `select 1 from audit where event = 'payment.looked_up' and resource = '${invoice}'`,
      );
      return refusedIf({ "nobody looked it up": rows.length === 0 });
    },
  },
  {
    id: "M11",
    tries: "reveals field after field with one reason",
    isSlow: true,
    async run(target) {
      const { cookieOf, post } = target;
      await clerksViews(target, INVOICES.personal);
      const cookie = await cookieOf("clerk");
      const statuses: number[] = [];
      for (let time = 0; time < TIMES; time += 1) {
        const what = { invoiceId: INVOICES.personal, service: "payment", field: "payer.email" };
        const fields = { ...what, reason: "delivery" };
        statuses.push((await post("/api/reveals", fields, { cookie })).status);
      }
      return refusedIf({ "429 in the end": statuses.includes(429) });
    },
  },
  {
    id: "L5",
    tries: "a clerk reads who else looked at a payment",
    async run(target) {
      const { cookieOf, send } = target;
      const supervisor = await cookieOf("supervisor");
      await send(`/api/transactions/${INVOICES.plain}`, { cookie: supervisor });
      const views = await clerksViews(target, INVOICES.plain);
      return refusedIf({ "no colleague is named": !views.includes("supervisor@demo.kz") });
    },
  },
];
const TIMES = 40;
