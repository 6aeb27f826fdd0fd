import "../practice-settings.ts";
import { machine } from "../measuring/table.ts";
import { endAll } from "../servers/processes.ts";
import { FAULTS, type Fault, type Outcome } from "./faults.ts";

/**
 * `npm run chaos [-- words]`: breaks a running Anyqta in every way that its embedded database has to
 * survive (with words, those whose name holds them), and ends with 1 when something acknowledged is
 * lost, an answer hangs, or the recovery takes too long. Takes some minutes; starts and stops servers on
 * loopback only.
 */

const wanted = process.argv.slice(2).join(" ");
const isRoot = process.getuid?.() === 0;
for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.once(signal, () => void endAll().then(() => process.exit(1)));
}
console.log(`${machine()}\n`);
console.log(
  "| fault | asked | acknowledged | refused | lost | slowest, ms | recovery, ms | audit | |",
);
console.log("|---|---|---|---|---|---|---|---|---|");
for (const fault of FAULTS.filter(({ name }) => name.includes(wanted))) {
  if (fault.needsRoot && !isRoot) {
    console.log(`| ${fault.name} | needs root |`);
    continue;
  }
  try {
    console.log(row(fault, await fault.run()));
  } catch (error) {
    console.log(`| ${fault.name} | failed: ${error} |`);
    process.exitCode = 1;
  } finally {
    await endAll();
  }
}
process.exit();

function row({ name, most }: Fault, outcome: Outcome): string {
  const isGood =
    outcome.lost === 0 &&
    outcome.isAuditWhole &&
    outcome.slowest <= most.answer &&
    outcome.recovery <= most.recovery;
  if (!isGood) process.exitCode = 1;
  const { asked, acknowledged, refused, lost, slowest, recovery } = outcome;
  const figures = [asked, acknowledged, refused, lost, slowest.toFixed(0), recovery.toFixed(0)];
  const words = [outcome.isAuditWhole ? "whole" : "BROKEN", isGood ? "good" : "NOT GOOD"];
  return `| ${[name, ...figures, ...words].join(" | ")} |`;
}
