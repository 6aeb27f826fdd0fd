import { askBank } from "../../ask-bank.ts";

/** The smallest dynamic page that shows what the bank says: no session, no texts, no layout. */
export default async function Page({ params }: { params: Promise<{ invoice: string }> }) {
  const { invoice } = await params;
  return <pre id="answer">{JSON.stringify(await askBank(invoice))}</pre>;
}
