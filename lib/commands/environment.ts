import { existsSync } from "node:fs";

/** Every command of the product reads .env first, where there is one; what is set already wins. */
if (existsSync(".env")) process.loadEnvFile(".env");
