import { existsSync } from "node:fs";

/** Importing this loads .env of the current folder, if there is one. Variables that are set stay. */
if (existsSync(".env")) process.loadEnvFile(".env");
