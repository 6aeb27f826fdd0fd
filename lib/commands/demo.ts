import { spawnSync } from "node:child_process";
import { isIPv6 } from "node:net";
import { DEMO } from "#lib/account/demo.ts";
import { isBuildCurrent } from "./build/fingerprint.ts";
import { GIVEN_UMASK } from "./environment.ts";
import { preparePracticeWorld } from "./practice-world.ts";
import { serve } from "./serve.ts";

/** `npm run demo`: the built product with the practice bank and demo accounts. */

if (!isBuildCurrent()) {
  console.log("Building Anyqta first; this takes about a minute.");
  const umask = process.umask(GIVEN_UMASK);
  const built = spawnSync(process.execPath, ["lib/commands/build.ts"], { stdio: "inherit" });
  process.umask(umask);
  if (built.status !== 0) process.exit(built.status ?? 1);
}
const { close } = await preparePracticeWorld();
await serve();
const { HOSTNAME = "", PORT } = process.env;
await waitForHealth(
  `http://${isIPv6(HOSTNAME) ? `[${HOSTNAME}]` : HOSTNAME}:${PORT}/api/health/ready`,
);
// Only now, so that the embedded engine goes on for the server.
await close();
console.log(`
Anyqta is ready: ${process.env.NEXTAUTH_URL}
Sign in as ${DEMO.people.map(({ email }) => email).join(", ")}
Password   ${DEMO.password}
Then look up 205218074, the sample of the bank's documentation. Ctrl+C stops the demo.
${placeOfData()}`);

/** Where the demo keeps what is done in it: not always below this folder. */
function placeOfData(): string {
  const { DATABASE_URL, DATA_DIR = "" } = process.env;
  return DATABASE_URL
    ? "The data are in the database of DATABASE_URL."
    : `The data are in ${DATA_DIR}.`;
}

async function waitForHealth(url: string): Promise<void> {
  for (let tries = 0; tries < 600; tries += 1) {
    const healthy = await fetch(url).then(
      (response) => response.ok,
      () => false,
    );
    if (healthy) return;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error("The server did not answer within two minutes.");
}
