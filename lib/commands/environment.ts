import { EnvFileError, loadEnvFile } from "#lib/server/config/environment.ts";

/** Importing this loads .env of the current folder, if there is one. Variables that are set stay. */

/** What stands in .env. */
export const envFile = loadedEnvFile();

/**
 * The umask that this process was started with. From now on its files are its user's alone: they hold
 * payments and secrets. A build holds neither, and another user may run it.
 */
export const GIVEN_UMASK = process.umask(0o077);

function loadedEnvFile() {
  try {
    return loadEnvFile();
  } catch (error) {
    if (!(error instanceof EnvFileError)) throw error;
    console.error(`These lines of .env cannot be read:\n${error.message}`);
    process.exit(1);
  }
}
