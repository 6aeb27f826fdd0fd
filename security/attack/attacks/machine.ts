import { existsSync, globSync, lstatSync } from "node:fs";
import path from "node:path";
import { type Attack, refusedIf } from "../attack.ts";

/** Somebody else on the same machine, and somebody who gets hold of the build. */

const BUILD = ".next/standalone";

export const MACHINE: readonly Attack[] = [
  {
    id: "H3",
    tries: "another user of the machine reads or writes the database's files",
    async run({ application }) {
      const folder = application.env.DATA_DIR ?? "";
      const open = globSync("**/*", { cwd: folder }).filter((name) => {
        const { mode } = lstatSync(path.join(folder, name));
        return (mode & 0o077) !== 0 && (mode & 0o170000) !== 0o120000;
      });
      return refusedIf({
        "the folder is the owner's alone": (lstatSync(folder).mode & 0o077) === 0,
        [open.length === 0 ? "and so is every file" : `open: ${open.slice(0, 3).join(", ")}`]:
          open.length === 0,
      });
    },
  },
  {
    id: "M1",
    tries: "reads secrets out of the build",
    async run() {
      const files = globSync(`${BUILD}/**/.env*`, { exclude: [`${BUILD}/node_modules/**`] });
      return refusedIf({ "no .env in it": existsSync(BUILD) && files.length === 0 });
    },
  },
  {
    id: "L15",
    tries: "finds native image code and the server's sources in the build",
    async run() {
      const found = [
        ...globSync(`${BUILD}/node_modules/{sharp,@img}/**/*.{node,so*}`),
        ...globSync(`${BUILD}/.next/server/**/*.map`),
      ];
      return refusedIf({ "none there": existsSync(BUILD) && found.length === 0 });
    },
  },
];
