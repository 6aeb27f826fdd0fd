/** What has to be done about the database, in words for the person at the console. */
export class DatabaseSetupError extends Error {
  override readonly name: string = "DatabaseSetupError";
}

/** The tables are not those of this program, and cannot be made so here; the message says what to do. */
export class NotUpToDateError extends DatabaseSetupError {
  override readonly name = "NotUpToDateError";
}
