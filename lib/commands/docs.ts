import { writeFileSync } from "node:fs";
import { madeDocuments } from "./documents/documents.ts";

/** `npm run docs`: writes `.env.example`, `docs/settings.md` and the table of practice numbers. */
for (const { path, text } of madeDocuments()) {
  writeFileSync(path, text);
  console.log(path);
}
