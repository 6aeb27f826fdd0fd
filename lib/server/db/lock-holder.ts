import { FolderInUseError, lockFolder } from "./lock.ts";

/** A process for the lock's tests: tries for the folder, says how it went, and stays. */
try {
  lockFolder(process.argv[2] ?? "");
  process.send?.("held");
} catch (error) {
  process.send?.(error instanceof FolderInUseError ? error.message : String(error));
}
process.once("disconnect", () => process.exit());
