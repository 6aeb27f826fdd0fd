import "../environment.ts";
import { renameSync, rmSync } from "node:fs";
import path from "node:path";
import { copyRunning } from "#lib/server/db/engine/backup.ts";
import { messagesOf } from "#lib/server/error-text.ts";
import { auditOfCopy, embeddedSettings, stop } from "./copies.ts";

/** `npm run backup -- <folder>`: copies the embedded database while it runs, opens the copy and verifies it. */

const USAGE = `Usage:
  npm run backup -- <folder>         makes a copy of the embedded database in this folder, under a
                                     name with the time; Anyqta may go on meanwhile`;

const [folder, ...others] = process.argv.slice(2);
if (!folder || others.length > 0) stop(USAGE);
const { dataDir, secrets } = embeddedSettings();
const time = new Date().toISOString().replace(/[-:]|\.\d+/g, "");
const target = path.resolve(folder, `anyqta-${time}`);
if (!path.relative(dataDir, target).startsWith("..")) {
  stop(`${folder} lies within DATA_DIR, and a backup belongs elsewhere, best on another disk.`);
}
const unfinished = `${target}.unfinished`;
try {
  await copyRunning(dataDir, unfinished);
  const { lines, isWhole } = await auditOfCopy(unfinished, secrets);
  renameSync(unfinished, target);
  console.log(`The backup is ${target}`);
  for (const line of lines) console.log(line);
  console.log("Keep NEXTAUTH_SECRET, AUDIT_KEY and FACTOR_KEY in another place.");
  process.exitCode = isWhole ? 0 : 1;
} catch (error) {
  rmSync(unfinished, { recursive: true, force: true });
  stop(messagesOf(error));
}
