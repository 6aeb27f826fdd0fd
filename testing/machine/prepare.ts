import { existsSync, readdirSync } from "node:fs";
import { findChromium, installPackages } from "./chromium.ts";

/** Brings what the tests need and the machine lacks: a browser with fonts, PostgreSQL's programs, and nginx. */

if (!findChromium()) {
  console.log("No Chromium found: installing it.");
  installPackages(["chromium-headless-shell", "fonts-dejavu-core"]);
}
if (!hasPostgres()) {
  console.log("No PostgreSQL found: installing it.");
  installPackages(["postgresql"]);
}
if (!existsSync("/usr/sbin/nginx")) {
  console.log("No nginx found: installing it.");
  installPackages(["nginx-light"]);
}

function hasPostgres(): boolean {
  try {
    return readdirSync("/usr/lib/postgresql").length > 0;
  } catch {
    return false;
  }
}
