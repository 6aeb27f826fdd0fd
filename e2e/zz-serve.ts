import { writeFileSync } from "node:fs";
import { startApplication } from "./application.ts";
const a = await startApplication();
writeFileSync("/tmp/page-shots/url", a.url);
console.log(a.url);
process.on("SIGTERM", async () => { await a.stop(); process.exit(0); });
setInterval(() => {}, 1000);
