import { existsSync } from "node:fs";

/** Importing this loads .env, if there is one; a variable that is already set wins. */
if (existsSync(".env")) process.loadEnvFile(".env");
