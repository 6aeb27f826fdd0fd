import { readdirSync } from "node:fs";
import { findChromium, installPackages } from "./chromium.ts";

/** Brings what the tests need and the machine lacks: a browser with fonts, and PostgreSQL's programs. */

if (!findChromium()) {
  console.log("No Chromium found: installing it.");
  installPackages(["chromium", "fonts-dejavu-core"]);
}
if (!hasPostgres()) {
  console.log("No PostgreSQL found: installing it.");
  installPackages(["postgresql"]);
}

function hasPostgres(): boolean {
  try {
    return readdirSync("/usr/lib/postgresql").length > 0;
  } catch {
    return false;
  }
}
