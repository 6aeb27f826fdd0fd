import { rmSync } from "node:fs";
import { makeEmptyEmbedded } from "#testing/databases/empty-embedded.ts";

/** Makes the database that each application of the tests begins with a copy of. */
export default function prepare(): () => void {
  const folder = makeEmptyEmbedded();
  process.env.EMPTY_DATABASE = folder;
  return () => rmSync(folder, { recursive: true, force: true });
}
