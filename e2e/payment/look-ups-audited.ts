import type { APIRequestContext } from "@playwright/test";

/** Audit entries of look-ups at an invoice; the visitor must be an auditor. */
export async function lookUpsAudited(request: APIRequestContext, invoice: string): Promise<number> {
  const log = await request.get(`/api/audit?event=payment.looked_up&resource=${invoice}`);
  return (await log.text()).match(/payment\.looked_up/g)?.length ?? 0;
}
