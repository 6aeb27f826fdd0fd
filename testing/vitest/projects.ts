import { globSync, readFileSync } from "node:fs";
import path from "node:path";

/**
 * The Vitest project of each test file, by its imports, so that there is no list to maintain: a test
 * that imports a database belongs to `db`, one that imports a server, a socket or child processes to
 * `http`. The name decides on `slow`, and JSX on `view`, whose tests render components.
 */
export type ProjectName = "unit" | "view" | "db" | "http" | "slow";

const DATABASE = /^(testing\/databases\/|lib\/server\/db\/(client|migrate|engine\/engine)\.ts$)/;
const SERVER =
  /^(node:(http|https|net|tls|child_process)$|testing\/bank\/scripted-bank\.ts$|lib\/practice-bank\/(server|test-shop)\.ts$)/;

/** An import that remains when TypeScript erases the types; the group is the module. */
const IMPORT = /^(?:import|export) (?!type )(?:[^;"]*? from )?"([^"]+)"/gm;

/** The test files of each project, relative to the root. */
export function filesByProject(): Record<ProjectName, string[]> {
  const files: Record<ProjectName, string[]> = {
    ...{ unit: [], view: [], db: [], http: [], slow: [] },
  };
  const tests = globSync("**/*.test.{ts,tsx}", { exclude: ["node_modules", ".next"] });
  for (const file of tests.sort()) files[projectOf(file)].push(file);
  return files;
}

/** The project of one test file. */
export function projectOf(file: string): ProjectName {
  if (file.endsWith(".tsx")) return "view";
  if (file.endsWith(".slow.test.ts")) return "slow";
  const modules = modulesOf(file);
  if (modules.some((name) => DATABASE.test(name))) return "db";
  return modules.some((name) => SERVER.test(name)) ? "http" : "unit";
}

/** The modules that a test imports, directly and through the builders of testing/. */
function modulesOf(file: string): string[] {
  return [...readFileSync(file, "utf8").matchAll(IMPORT)].flatMap(([, specifier = ""]) => {
    const name = resolved(specifier, file);
    const isBuilder = name.startsWith("testing/") && !DATABASE.test(name);
    return isBuilder ? [name, ...modulesOf(name)] : [name];
  });
}

function resolved(specifier: string, from: string): string {
  if (specifier.startsWith("#")) return specifier.slice(1);
  return specifier.startsWith(".") ? path.join(path.dirname(from), specifier) : specifier;
}
