import semver from "semver";
import { z } from "zod";
import file from "../../../security/floors.json" with { type: "json" };

/** The lowest versions without known vulnerabilities (`security/floors.json`), and the check against them. */

const reasonSchema = { package: z.string(), advisory: z.string(), what: z.string() };
const floorsSchema = z.object({
  /** The lowest safe version of each major version that is maintained. */
  floors: z.array(z.object({ ...reasonSchema, safeFrom: z.tuple([z.string()], z.string()) })),
  forbidden: z.array(z.object(reasonSchema)),
});
export type Floors = z.infer<typeof floorsSchema>;

/** The floors of this project. */
export const floors: Floors = floorsSchema.parse(file);

/** The part of package-lock.json (version 3) that names the packages and their places. */
export const lockSchema = z.object({
  packages: z.record(
    z.string(),
    z.object({ name: z.string().optional(), version: z.string().optional() }),
  ),
});

/** One installed copy of a package. */
export interface Copy {
  name: string;
  /** Null where it cannot be read. */
  version: string | null;
  where: string;
}

/** Every copy of every package in the tree; an aliased one under its real name. */
export function copiesIn({ packages }: z.infer<typeof lockSchema>): Copy[] {
  return Object.entries(packages).flatMap(([where, { name, version }]) => {
    const folder = where.split("node_modules/").at(-1);
    return where === "" || !folder
      ? []
      : [{ name: name ?? folder, version: version ?? null, where }];
  });
}

/** A line for each copy that is forbidden or below its floor. */
export function faultsOf(copies: readonly Copy[], against: Floors = floors): string[] {
  return copies.flatMap(({ name, version, where }) => {
    const forbidden = against.forbidden.find((one) => one.package === name);
    if (forbidden)
      return [`${where}: ${name} is forbidden: ${forbidden.what} (${forbidden.advisory})`];
    const floor = against.floors.find((one) => one.package === name);
    if (!floor || version === null || isSafe(version, floor.safeFrom)) return [];
    const lowest = floor.safeFrom.join(" or ");
    return [`${where}: ${name} ${version} is below ${lowest}: ${floor.what} (${floor.advisory})`];
  });
}

/**
 * Is a version at or above the floor of its major version, or of a newer major version than all that
 * have a floor? A pre-release of the floor lies below it (semver.org, 11).
 */
export function isSafe(version: string, safeFrom: readonly string[]): boolean {
  const found = semver.parse(version);
  if (!found) return false;
  const own = safeFrom.find((floor) => semver.major(floor) === found.major);
  return own
    ? semver.gte(found, own)
    : safeFrom.every((floor) => semver.major(floor) < found.major);
}

/** The warning about a Node version below its floor; null when it is safe. */
export function nodeWarning(version = process.version): string | null {
  const floor = floors.floors.find((one) => one.package === "node");
  if (!floor || isSafe(version, floor.safeFrom)) return null;
  const lowest = floor.safeFrom.join(", ");
  return `Node ${version} lacks security fixes: in production run the built folder with Node ${lowest} or newer`;
}

/** Why this Node must not serve beside the real bank; null when it may, or was allowed by name. */
export function nodeRefusal(
  { environment, isAllowed }: { environment: string; isAllowed: boolean },
  version = process.version,
): string | null {
  const warning = nodeWarning(version);
  if (warning === null || environment !== "production" || isAllowed) return null;
  return `${warning}. To start it nevertheless, set ALLOW_UNSAFE_NODE=1.`;
}
