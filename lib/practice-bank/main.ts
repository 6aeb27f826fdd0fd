import { z } from "zod";
import type { PracticeBankOptions } from "./bank-state.ts";
import { FAULT_NAMES, faultNameSchema } from "./faults/names.ts";
import { startPracticeBank } from "./server.ts";

/*
 * `npm run practice-bank`: the practice bank as a process of its own. It prints one line of JSON
 * with its two addresses and nothing else. Its credentials come from the environment or are the
 * built-in ones; they are never printed.
 */

/** A plausible delay of an answer over the network. */
const DEMO_LATENCY_MS = 120;

const whole = z.string().regex(/^\d+$/).transform(Number);

/** An empty variable counts as not set. */
const setting = <Schema extends z.ZodType>(schema: Schema) =>
  z.preprocess((value) => (value === "" ? undefined : value), schema.optional());

const environmentSchema = z.object({
  PRACTICE_BANK_PORT: setting(whole.pipe(z.number().max(65_535))),
  PRACTICE_BANK_LATENCY_MS: setting(whole.pipe(z.number().max(600_000))),
  PRACTICE_BANK_FAULT: setting(faultNameSchema),
  PRACTICE_BANK_CLIENT_ID: setting(z.string()),
  PRACTICE_BANK_CLIENT_SECRET: setting(z.string()),
});

function readOptions(): PracticeBankOptions | null {
  const parsed = environmentSchema.safeParse(process.env);
  if (parsed.success) {
    return {
      port: parsed.data.PRACTICE_BANK_PORT,
      latencyMs: parsed.data.PRACTICE_BANK_LATENCY_MS ?? DEMO_LATENCY_MS,
      fault: parsed.data.PRACTICE_BANK_FAULT,
      clientId: parsed.data.PRACTICE_BANK_CLIENT_ID,
      clientSecret: parsed.data.PRACTICE_BANK_CLIENT_SECRET,
    };
  }
  // Names only: a misplaced value may be a secret.
  const names = [...new Set(parsed.error.issues.map((issue) => String(issue.path[0])))];
  console.error(`practice bank: wrong setting ${names.join(", ")}`);
  if (names.includes("PRACTICE_BANK_FAULT")) console.error(`faults: ${FAULT_NAMES.join(" ")}`);
  return null;
}

async function run(): Promise<void> {
  const options = readOptions();
  if (options === null) {
    process.exitCode = 1;
    return;
  }
  const bank = await startPracticeBank(options);
  for (const signal of ["SIGTERM", "SIGINT"] as const) {
    process.once(signal, () => void bank.stop());
  }
  // As a child process it ends when its parent ends, even after a crash of the parent.
  process.once("disconnect", () => void bank.stop());
  console.log(JSON.stringify({ tokenUrl: bank.tokenUrl, apiUrl: bank.apiUrl }));
}

run().catch((error: unknown) => {
  const code = error instanceof Error && "code" in error ? String(error.code) : "unknown";
  console.error(`practice bank: could not start (${code})`);
  process.exitCode = 1;
});
