import { z } from "zod";
import { startProgram } from "./processes.ts";

/** What the benchmarks' bank can be told, and how it is started and asked. */

/** A bank that is told nothing answers at once. */
export const behaviourSchema = z.object({
  /** Until it answers about a payment. */
  answerMs: z.number().min(0).default(0),
  /** Until it gives a token, and how long a token lives. */
  tokenMs: z.number().min(0).default(0),
  tokenSeconds: z.number().positive().default(7_200),
  /** Every question about a payment is answered 503. */
  isDown: z.boolean().default(false),
});

export type Behaviour = z.infer<typeof behaviourSchema>;

/** The payment of every answer, but for its invoice number. */
export const PAYMENT = {
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

const callsSchema = z.object({ token: z.number(), status: z.number() });

/** The benchmarks' bank, a process of its own. */
export interface Bank {
  origin: string;
  /** How often it was asked since its start. */
  calls(): Promise<z.infer<typeof callsSchema>>;
  /** From now on it does this, and the default where nothing is said. */
  behave(behaviour: Partial<Behaviour>): Promise<void>;
}

/** Starts a bank with this behaviour. */
export async function startBank(behaviour: Partial<Behaviour> = {}): Promise<Bank> {
  const origin = await startProgram("bench/servers/bank.ts");
  const bank: Bank = {
    origin,
    calls: async () => callsSchema.parse(await (await fetch(`${origin}/calls`)).json()),
    async behave(next) {
      const body = JSON.stringify(next);
      const answer = await fetch(`${origin}/behaviour`, { method: "PUT", body });
      if (!answer.ok) throw new Error(`the bank refuses ${body}`);
      await answer.arrayBuffer();
    },
  };
  await bank.behave(behaviour);
  return bank;
}
