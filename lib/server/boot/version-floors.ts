import { z } from "zod";
import file from "../../../security/floors.json" with { type: "json" };

/** The lowest versions without known holes (`security/floors.json`), and what lies below them. */

const reasonSchema = { package: z.string(), advisory: z.string(), what: z.string() };
const floorsSchema = z.object({
  /** Of several lines each has its own lowest safe version. */
  floors: z.array(z.object({ ...reasonSchema, safeFrom: z.tuple([z.string()], z.string()) })),
  forbidden: z.array(z.object(reasonSchema)),
});
export type Floors = z.infer<typeof floorsSchema>;

/** The project's own floors. */
export const floors: Floors = floorsSchema.parse(file);

/** The part of package-lock.json (version 3) that says what lies where. */
export const lockSchema = z.object({
  packages: z.record(
    z.string(),
    z.object({ name: z.string().optional(), version: z.string().optional() }),
  ),
});

/** One copy of a package. */
export interface Copy {
  name: string;
  /** Null where it cannot be read. */
  version: string | null;
  where: string;
}

/** Every copy of every package in the tree, by its real name where it goes by another. */
export function copiesIn({ packages }: z.infer<typeof lockSchema>): Copy[] {
  return Object.entries(packages).flatMap(([where, { name, version }]) => {
    const folder = where.split("node_modules/").at(-1);
    return where === "" || !folder
      ? []
      : [{ name: name ?? folder, version: version ?? null, where }];
  });
}

/** What is wrong with these copies, a line each. */
export function faultsOf(copies: readonly Copy[], against: Floors = floors): string[] {
  return copies.flatMap(({ name, version, where }) => {
    const forbidden = against.forbidden.find((one) => one.package === name);
    if (forbidden)
      return [`${where}: ${name} is never used: ${forbidden.what} (${forbidden.advisory})`];
    const floor = against.floors.find((one) => one.package === name);
    if (!floor || version === null || isSafe(version, floor.safeFrom)) return [];
    const lowest = floor.safeFrom.join(" or ");
    return [`${where}: ${name} ${version} lies below ${lowest}: ${floor.what} (${floor.advisory})`];
  });
}

/** Is a version at or above the floor of its line, or of a newer line than all that have one? */
export function isSafe(version: string, safeFrom: readonly string[]): boolean {
  const found = read(version);
  if (!found) return false;
  const lines = safeFrom.flatMap((floor) => read(floor) ?? []);
  const own = lines.find(({ numbers }) => numbers[0] === found.numbers[0]);
  if (!own) return lines.every(({ numbers }) => numbers[0] < found.numbers[0]);
  const [, minor, patch] = own.numbers;
  const above = found.numbers[1] - minor || found.numbers[2] - patch;
  // What comes before a release (semver.org, 11) lacks what the release mended.
  return above > 0 || (above === 0 && !found.isBefore);
}

function read(
  version: string,
): { numbers: readonly [number, number, number]; isBefore: boolean } | undefined {
  const parts = /^v?(\d+)\.(\d+)\.(\d+)(-[^+]+)?(\+.*)?$/.exec(version);
  if (!parts) return undefined;
  const [, major, minor, patch, before] = parts;
  return {
    numbers: [Number(major), Number(minor), Number(patch)],
    isBefore: before !== undefined,
  };
}

/** What to say of this process's Node, or null when it is safe. */
export function nodeWarning(version = process.version): string | null {
  const floor = floors.floors.find((one) => one.package === "node");
  if (!floor || isSafe(version, floor.safeFrom)) return null;
  const lowest = floor.safeFrom.join(", ");
  return `Node ${version} lacks security fixes: in production run the built folder with Node ${lowest} or newer`;
}
