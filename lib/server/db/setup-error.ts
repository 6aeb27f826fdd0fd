/** What has to be done about the database, in words for the person at the console. */
export class DatabaseSetupError extends Error {
  override readonly name: string = "DatabaseSetupError";
}
