import { writeFileSync } from "node:fs";
import { notices } from "./documents/notices.ts";

/** `npm run notices`: writes THIRD-PARTY-NOTICES.md, after `npm ci`. */
writeFileSync("THIRD-PARTY-NOTICES.md", notices());
console.log("THIRD-PARTY-NOTICES.md");
