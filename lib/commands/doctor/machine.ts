/** What `npm run doctor` says of this Node.js and of the values that it was given. */

/** Kazakhstan has had one time since 1 March 2024; older time-zone data put Almaty an hour ahead. */
const AFTER_THE_CHANGE = new Date("2024-03-02T00:00:00Z");

/** What to do when the time-zone data of this Node.js are too old; null when they are not. */
export function zoneFault(zone = "Asia/Almaty"): string | null {
  const shown = new Intl.DateTimeFormat("en", { timeZone: zone, timeZoneName: "longOffset" })
    .formatToParts(AFTER_THE_CHANGE)
    .find(({ type }) => type === "timeZoneName")?.value;
  return shown === "GMT+05:00"
    ? null
    : `this Node.js shows ${zone} at ${shown} after 1 March 2024, and it is at GMT+05:00: all times would be wrong; use a Node.js with time-zone data of 2024a or newer (process.versions.tz)`;
}

/** Where a secret stands as it is, whatever is in it. */
const BEST = "a secret is safest in a file (NAME_FILE, docs/settings.md)";

/**
 * Values that may not be what was meant, a line for each, without the value.
 * @param names the settings
 * @param file what `.env` says; everything else came with the environment
 */
export function doubtfulValues(
  names: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
  file: { values: Readonly<Record<string, string>>; unquotedHashes: readonly string[] },
): string[] {
  return names.flatMap((name) => {
    const value = env[name] ?? "";
    if (file.values[name] !== value) {
      return /^(['"`]).*\1$/s.test(value)
        ? `${name}: its value begins and ends with a quote, and both count: docker --env-file and the like keep them; leave them out there; ${BEST}`
        : [];
    }
    return file.unquotedHashes.includes(name)
      ? `${name}: holds a # outside of quotes in .env, and a # after a blank begins a comment; put the value into single quotes; ${BEST}`
      : [];
  });
}
