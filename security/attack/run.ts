import { parseArgs } from "node:util";
import type { Attack, Outcome } from "./attack.ts";
import { ATTACKS } from "./attacks.ts";
import { startTarget } from "./target.ts";

/**
 * `npm run attack [-- --quick] [-- ID ...]`: attacks a product of its own with everything that was ever found,
 * prints what it answered, and exits with 1 if anything was not refused.
 */

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { quick: { type: "boolean", default: false } },
});
const unknown = positionals.filter((id) => !ATTACKS.some((attack) => attack.id === id));
if (unknown.length > 0) {
  console.error(`No attack has the id ${unknown.join(", ")}.`);
  process.exit(1);
}
const chosen = ATTACKS.filter(
  ({ id, isSlow = false }) =>
    (positionals.length === 0 || positionals.includes(id)) && !(values.quick && isSlow),
);

console.log("| id | attack | answer | refused |\n|---|---|---|---|");
let open = 0;
const target = await startTarget();
try {
  for (const attack of chosen) {
    const { answer, isRefused } = await outcomeOf(attack);
    if (!isRefused) open += 1;
    console.log(`| ${attack.id} | ${attack.tries} | ${answer} | ${isRefused ? "yes" : "NO"} |`);
  }
} finally {
  await target.stop();
}
console.log(`${chosen.length} attacks, ${chosen.length - open} refused.`);
process.exitCode = open === 0 ? 0 : 1;

async function outcomeOf(attack: Attack): Promise<Outcome> {
  try {
    return await attack.run(target);
  } catch (error) {
    return { isRefused: false, answer: `the attack itself failed: ${error}` };
  }
}
