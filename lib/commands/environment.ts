import { existsSync } from "node:fs";

/** Importing this loads .env of the current folder, if there is one. Variables that are set stay. */
if (existsSync(".env")) process.loadEnvFile(".env");

/**
 * The umask that this process was started with. From now on its files are its user's alone: they hold
 * payments and secrets. A build holds neither, and another user may run it.
 */
export const GIVEN_UMASK = process.umask(0o077);
