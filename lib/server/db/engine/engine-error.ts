/** The embedded engine cannot be used; the message says why and what to do, for the person at the console. */
export class EngineError extends Error {
  override readonly name: string = "EngineError";
}

/** There is no database in the data folder, and none may be made. */
export class NoDatabaseError extends EngineError {
  override readonly name = "NoDatabaseError";
  constructor(dataDir: string) {
    super(
      `DATA_DIR: there is no database in ${dataDir}. If this is a new installation, add the first person, which makes it: npm run staff -- add you@example.kz --role admin. If it is not, the folder is not mounted, or DATA_DIR names another one.`,
    );
  }
}

/** What to do about files that are damaged. */
export const RESTORE =
  "If its files are damaged, restore a backup into an empty folder: npm run restore (docs/operations.md, Backup).";
