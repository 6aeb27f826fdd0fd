import "./environment.ts";
import { spawn } from "node:child_process";
import { preparePracticeWorld } from "./practice-world.ts";

/** `npm run dev`: the sources with hot reload, the practice bank and demo accounts. */
const { close } = await preparePracticeWorld();
const next = spawn(
  "next",
  ["dev", "--hostname", process.env.HOST || "127.0.0.1", "--port", process.env.PORT || "3000"],
  {
    stdio: "inherit",
  },
);
next.once("exit", async (code) => {
  await close();
  process.exit(code ?? 1);
});
