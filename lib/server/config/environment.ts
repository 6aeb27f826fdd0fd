import { existsSync, readFileSync } from "node:fs";
import path from "node:path";

/**
 * The environment of a process before anything reads it: `.env` is read here, by the same rules in every
 * way of starting. Nothing is expanded: a value is what stands between the quotes, or before a comment.
 * The build puts this file beside its server, so it imports nothing of ours.
 */

/** What a file of settings says. */
export interface EnvFile {
  values: Record<string, string>;
  /** Names whose value holds a # outside of quotes: there a comment may have been meant, or not. */
  unquotedHashes: string[];
}

/** Lines of a file of settings that mean nothing; names them, without a value. */
export class EnvFileError extends Error {
  override readonly name = "EnvFileError";
}

const ASSIGNMENT = /^(?:export\s+)?([A-Za-z_]\w*)\s*=\s*(.*)$/;
const QUOTE = /^['"`]/;
/** What may stand behind a value in quotes. */
const END = /^(?:\s+#.*)?$/;
/** As in a shell, a comment begins at the start of a word. */
const COMMENT = /(?:^|\s+)#.*$/;

/**
 * Reads a file of settings: `NAME=value` in each line, the value in quotes (', " or `) if it holds spaces,
 * quotes or a #. The last of several lines with one name counts.
 * @throws EnvFileError
 */
export function parseEnvFile(text: string): EnvFile {
  const file: EnvFile = { values: {}, unquotedHashes: [] };
  const problems: string[] = [];
  for (const [at, raw] of text
    .replace(/^\uFEFF/, "")
    .split(/\r?\n/)
    .entries()) {
    const line = raw.trim();
    if (line === "" || line.startsWith("#")) continue;
    const [, name, given = ""] = ASSIGNMENT.exec(line) ?? [];
    const value = name && valueIn(given);
    if (name === undefined) problems.push(`line ${at + 1} is not NAME=value`);
    else if (value === undefined) {
      problems.push(
        `line ${at + 1}, ${name}: the quote that begins the value does not end it; put the value into other quotes (', " or \`)`,
      );
    } else {
      file.values[name] = value;
      if (!QUOTE.test(given) && given.includes("#")) file.unquotedHashes.push(name);
    }
  }
  if (problems.length > 0) throw new EnvFileError(problems.join("\n"));
  return file;
}

/** The value; undefined for one that begins with a quote and does not end with it. */
function valueIn(given: string): string | undefined {
  if (!QUOTE.test(given)) return given.replace(COMMENT, "");
  // The closing quote is the first behind which the line ends.
  const next = (after: number) => given.indexOf(given.charAt(0), after + 1);
  for (let at = next(0); at !== -1; at = next(at)) {
    if (END.test(given.slice(at + 1))) return given.slice(1, at);
  }
  return undefined;
}

/**
 * Sets what `.env` of the current folder says and the environment does not, and keeps Next from reading
 * files of settings: it expands each $ in them.
 * @throws EnvFileError
 */
export function loadEnvFile(): EnvFile {
  // What @next/env sets once it has read them.
  process.env.__NEXT_PROCESSED_ENV = "true";
  if (!existsSync(".env")) return { values: {}, unquotedHashes: [] };
  const file = parseEnvFile(readFileSync(".env", "utf8"));
  Object.assign(process.env, { ...file.values, ...process.env });
  return file;
}

/**
 * Tells Next's server where to listen: HOST and PORT decide, and HOSTNAME, which a container sets to its
 * own name, does not. Paths are resolved, because the server changes into the folder of the build.
 */
export function prepareServer(): void {
  const { env } = process;
  env.HOSTNAME = env.HOST || "127.0.0.1";
  env.PORT ||= "3000";
  env.DATA_DIR = path.resolve(env.DATA_DIR || "data");
  for (const [name, file] of Object.entries(env)) {
    if (file && /^[A-Z_]+_FILE$/.test(name)) env[name] = path.resolve(file);
  }
}
