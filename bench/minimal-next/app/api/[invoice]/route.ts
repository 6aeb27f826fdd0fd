import { Pool } from "undici";

const bank = new Pool(process.env.BENCH_BANK ?? "http://127.0.0.1:9", { connections: 64 });

/** What bare-server.ts does, as a handler of Next: the difference between the two is Next's. */
export async function GET(_request: Request, { params }: { params: Promise<{ invoice: string }> }) {
  const { invoice } = await params;
  const answer = await bank.request({
    path: `/check-status/payment/transaction/${invoice}`,
    method: "GET",
  });
  return Response.json(await answer.body.json());
}
