import { readFileSync, renameSync, writeFileSync } from "node:fs";
import path from "node:path";
import ts from "typescript";

/** The sources of what runs before Next's server, by their names in the built folder. */
const SOURCES = {
  "server.js": "standalone-server.ts",
  "environment.js": "../../server/config/environment.ts",
};
const SPECIFIERS = { "#lib/server/config/environment.ts": "./environment.js" };

/** Puts our own `server.js` before Next's, which becomes `next-server.js`. */
export function addEntry(folder: string): void {
  renameSync(path.join(folder, "server.js"), path.join(folder, "next-server.js"));
  for (const [name, source] of Object.entries(SOURCES)) {
    const text = readFileSync(path.join(import.meta.dirname, source), "utf8");
    writeFileSync(path.join(folder, name), javascript(text));
  }
}

function javascript(source: string): string {
  const { outputText } = ts.transpileModule(source, {
    compilerOptions: { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext },
  });
  return Object.entries(SPECIFIERS).reduce(
    (text, [own, built]) => text.replace(`"${own}"`, `"${built}"`),
    outputText,
  );
}
