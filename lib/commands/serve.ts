import path from "node:path";
import { pathToFileURL } from "node:url";
import { readSettings, SettingsError } from "#lib/server/config/settings.ts";

/** Runs the built server in this process, with the settings of its environment. */
export async function serve(): Promise<void> {
  checkedSettings();
  await import(pathToFileURL(path.resolve(".next/standalone/server.js")).href);
}

/** The settings; if any is missing or wrong, prints a line for each and exits with 1. */
export function checkedSettings() {
  try {
    return readSettings(process.env);
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error;
    console.error(`These settings are missing or wrong:\n${error.message}`);
    process.exit(1);
  }
}
