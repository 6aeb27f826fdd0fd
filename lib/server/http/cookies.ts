import "server-only";
import { settings } from "#lib/server/config/settings.ts";

const YEAR_SECONDS = 365 * 24 * 3600;

/** A cookie that remembers a choice in this browser for a year; the value needs no encoding. */
export function rememberIn(name: string, value: string): string {
  const secure = settings().app.url.protocol === "https:" ? "; Secure" : "";
  return `${name}=${value}; Path=/; Max-Age=${YEAR_SECONDS}; SameSite=Lax; HttpOnly${secure}`;
}
