import "./environment.ts";
import { spawn } from "node:child_process";
import { preparePracticeWorld } from "./practice-world.ts";

/** `npm run dev`: the sources with hot reload, the practice bank and demo accounts. */
await preparePracticeWorld();
const next = spawn(
  "next",
  ["dev", "--hostname", "127.0.0.1", "--port", process.env.PORT ?? "3000"],
  {
    stdio: "inherit",
  },
);
next.once("exit", (code) => process.exit(code ?? 1));
