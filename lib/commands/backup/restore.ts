import "../environment.ts";
import path from "node:path";
import { copyStopped } from "#lib/server/db/engine/backup.ts";
import { messagesOf } from "#lib/server/error-text.ts";
import { auditOfCopy, embeddedSettings, stop } from "./copies.ts";

/** `npm run restore -- <backup>`: puts a backup into DATA_DIR, which must be missing or empty, and verifies it. */

const USAGE = `Usage:
  npm run restore -- <backup>        copies a backup (a folder anyqta-...) into DATA_DIR, which has to
                                     be missing or empty`;

const [backup, ...others] = process.argv.slice(2);
if (!backup || others.length > 0) stop(USAGE);
const { dataDir, secrets } = embeddedSettings();
try {
  copyStopped(path.resolve(backup), dataDir);
  const { lines, isWhole } = await auditOfCopy(dataDir, secrets);
  console.log(`The backup is restored to ${dataDir}`);
  for (const line of lines) console.log(line);
  console.log('Compare with the last "audit head" line of the log: npm run audit -- verify --head');
  process.exitCode = isWhole ? 0 : 1;
} catch (error) {
  stop(messagesOf(error));
}
