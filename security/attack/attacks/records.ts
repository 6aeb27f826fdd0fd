import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { setTimeout as pause } from "node:timers/promises";
import { type Attack, refusedIf } from "../attack.ts";
import { INVOICES } from "../hostile-bank.ts";
import type { Target } from "../target.ts";

/** Somebody with the database, but without the key of the audit. */

/** Runs `npm run audit -- verify` on the target's data. */
function verify({ application }: Target): { code: number | null; output: string } {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ["--conditions=react-server", "lib/commands/audit.ts", "verify"],
    {
      env: {
        ...process.env,
        ...application.env,
        EPAY_ENVIRONMENT: "practice",
        NEXTAUTH_URL: application.url,
      },
      encoding: "utf8",
    },
  );
  return { code: status, output: `${stdout}${stderr}` };
}

/** Whether something becomes true within half a minute. */
async function eventually(isSo: () => boolean): Promise<boolean> {
  for (let tries = 0; tries < 60 && !isSo(); tries += 1) await pause(500);
  return isSo();
}

const PAYMENT = `/api/transactions/${INVOICES.plain}`;

export const RECORDS: readonly Attack[] = [
  {
    id: "M8",
    tries: "stops the shipping of the audit by a claim that never ends",
    isSlow: true,
    async run({ application, shipped, cookieOf, send }) {
      await application.query("update audit_shipments set claimed_until = '9999-01-01'");
      const cookie = await cookieOf("clerk");
      await send("/api/transactions/900000020", { cookie });
      const isShipped = await eventually(() => readFileSync(shipped, "utf8").includes("900000020"));
      return refusedIf({ "the row is shipped all the same": isShipped });
    },
  },
  {
    id: "H2",
    tries: "rewrites the audit and lets the server seal the forgery",
    isSlow: true,
    async run(target) {
      const { application, cookieOf, send } = target;
      await send(PAYMENT, { cookie: await cookieOf("clerk") });
      const honest = verify(target);
      await application.restart("SIGTERM", async () => {});
      for (const statement of [
        "alter table audit disable trigger all",
        "alter table audit drop constraint if exists audit_complete",
        "update audit set hash = null",
        "update audit set actor = 'innocent@example.kz' where actor = 'clerk@demo.kz'",
        "update audit_head set key_id = '', hash = ''",
      ]) {
        await application.query(statement);
      }
      // Where nothing can be written nobody signs in either.
      const isWritten = await cookieOf("clerk").then(
        async (cookie) => (await send(PAYMENT, { cookie })).status === 200,
        () => false,
      );
      const forged = verify(target);
      return refusedIf({
        "verify is content before": honest.code === 0,
        "nothing is written over it": !isWritten,
        "verify fails after": forged.code !== 0,
      });
    },
  },
];
