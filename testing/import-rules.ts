import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import ts from "typescript";
import { LAYERS, PACKAGES, ROOMS } from "./rooms.ts";

/** Checks the imports of the sources against the table of the rooms (`rooms.ts`). */

/** What each file imports: paths from the root of the project, or names of packages. */
export type Imports = ReadonlyMap<string, readonly string[]>;

const PLACES = ["app", "components", "lib"];
const ROOT_FILES = ["proxy.ts", "instrumentation.ts"];

/** Reads the imports of the product's sources, by value and by type, without those of tests. */
export function readImports(): Imports {
  const below = PLACES.flatMap((place) =>
    readdirSync(place, { recursive: true, encoding: "utf8" }).map((file) => path.join(place, file)),
  );
  const files = [...ROOT_FILES, ...below].filter((file) => /(?<!\.test|\.d)\.tsx?$/.test(file));
  return new Map(files.map((file) => [file, importsOf(file)]));
}

function importsOf(file: string): string[] {
  const { importedFiles } = ts.preProcessFile(readFileSync(file, "utf8"), true, true);
  return importedFiles.map(({ fileName }) => {
    if (fileName.startsWith("#")) return fileName.slice(1);
    return fileName.startsWith(".") ? path.join(path.dirname(file), fileName) : fileName;
  });
}

/** The room of a file: its folder below the layer, or the file itself if it is in no folder. */
export function roomOf(file: string): string {
  const [first = "", second = "", third = "", ...deeper] = file.split("/");
  if (first === "lib" && second === "server") {
    return deeper.length > 0 ? `server/${third}` : `server/${path.parse(third).name}`;
  }
  if (second === "practice-bank" || second === "commands") return second;
  return first === "lib" || first === "components" ? `${first}/${second}` : "app";
}

const layerOf = (room: string) => room.split("/")[0] ?? "";
const nameOf = (room: string) => room.replace(/^server\//, "");

/** One sentence for each import that the table forbids. */
export function faultsIn(imports: Imports): string[] {
  return [...imports].flatMap(([file, targets]) =>
    targets.flatMap((target) => faultOf(file, target) ?? []),
  );
}

function faultOf(file: string, target: string): string | null {
  const from = roomOf(file);
  const room = ROOMS[from];
  if (!room)
    return `${file} is in no room: add ${from} to testing/rooms.ts or testing/server-rooms.ts`;
  if (!/\.tsx?$/.test(target)) return packageFault(file, target);
  const to = roomOf(target);
  if (to === from) return null;
  const rule = `${nameOf(from)} must not import ${nameOf(to)}`;
  const other = ROOMS[to];
  if (!other)
    return `${target} is in no room: add ${to} to testing/rooms.ts or testing/server-rooms.ts`;
  if (!LAYERS[layerOf(from)]?.includes(layerOf(to))) return `${rule}: ${file} -> ${target}`;
  if (layerOf(from) === layerOf(to) && room.level <= other.level) {
    return `${rule}, which is not below it: ${file} -> ${target}`;
  }
  return other.doors.includes(doorOf(target, to))
    ? null
    : `${nameOf(from)} must not import ${target}: it is no door of ${nameOf(to)}`;
}

/** The path of a file inside its room, without its extension. */
function doorOf(file: string, room: string): string {
  const [, name = ""] = file.split(`/${room.split("/").at(-1)}/`);
  return (name || path.basename(file)).replace(/\.tsx?$/, "");
}

function packageFault(file: string, name: string): string | null {
  const room = roomOf(file);
  const rule = PACKAGES.find(({ rooms }) => rooms.test(room));
  return rule?.forbidden.test(name) ? `${file} must not import ${name}: ${rule.because}` : null;
}

/** The doors that no other room imports. */
export function unusedDoors(imports: Imports): string[] {
  const used = new Set<string>();
  for (const [file, targets] of imports) {
    for (const target of targets) {
      const room = roomOf(target);
      if (room !== roomOf(file)) used.add(`${room}/${doorOf(target, room)}`);
    }
  }
  return Object.entries(ROOMS).flatMap(([room, { doors }]) =>
    doors.map((door) => `${room}/${door}`).filter((door) => !used.has(door)),
  );
}

/** Import cycles, by value or by type; each once, as a path. */
export function circlesIn(imports: Imports): string[] {
  const state = new Map<string, "open" | "done">();
  const circles: string[] = [];
  const open: string[] = [];
  const visit = (file: string) => {
    if (state.get(file) === "open") {
      circles.push([...open.slice(open.indexOf(file)), file].join(" -> "));
      return;
    }
    if (state.has(file)) return;
    state.set(file, "open");
    open.push(file);
    for (const target of imports.get(file) ?? []) if (imports.has(target)) visit(target);
    open.pop();
    state.set(file, "done");
  };
  for (const file of imports.keys()) visit(file);
  return circles;
}
