import { askBank } from "../../ask-bank.ts";

/** What the bare proxy does, as a handler of Next: the difference between the two is Next's. */
export async function GET(_request: Request, { params }: { params: Promise<{ invoice: string }> }) {
  const { invoice } = await params;
  return Response.json(await askBank(invoice));
}
