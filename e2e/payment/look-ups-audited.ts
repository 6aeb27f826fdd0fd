import type { APIRequestContext } from "@playwright/test";

/** Counts the audit rows of look-ups of an invoice; needs the session of an auditor. */
export async function lookUpsAudited(request: APIRequestContext, invoice: string): Promise<number> {
  const log = await request.get(`/api/audit?event=payment.looked_up&resource=${invoice}`);
  return (await log.text()).match(/payment\.looked_up/g)?.length ?? 0;
}
