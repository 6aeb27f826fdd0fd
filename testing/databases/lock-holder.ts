import { z } from "zod";
import { FolderInUseError, lockFolder } from "#lib/server/db/folder-lock.ts";

/**
 * A process for the lock's tests: once it is told of folders, it tries for each of them, says how
 * that went, and stays.
 */
process.once("message", (message) => {
  process.send?.(z.array(z.string()).parse(message).map(tryFor));
});
process.once("disconnect", () => process.exit());
process.setMaxListeners(0);
process.send?.("ready");

function tryFor(folder: string): string {
  try {
    lockFolder(folder);
    return "held";
  } catch (error) {
    return error instanceof FolderInUseError ? error.message : String(error);
  }
}
