import "server-only";
import { z } from "zod";
import { settings } from "#lib/server/config/settings.ts";
import { seal, unseal } from "#lib/server/crypto/sealed-text.ts";

/**
 * Something to show once on the page that follows a form: recovery codes, a one-time link. It travels
 * in a sealed cookie of two minutes, so that no address, page or log holds it.
 */
export const FLASH_COOKIE = "anyqta.flash";
const SECONDS = 120;

const flashSchema = z.discriminatedUnion("what", [
  z.object({ what: z.literal("recovery_codes"), owner: z.string(), codes: z.array(z.string()) }),
  z.object({ what: z.literal("link"), owner: z.string(), email: z.string(), url: z.string() }),
  z.object({ what: z.literal("share"), owner: z.string(), url: z.string() }),
]);
type Flash = z.infer<typeof flashSchema>;

/** The cookie that shows it on pages below the path. */
export function flashIn(path: string, flash: Flash): string {
  const secure = settings().app.url.protocol === "https:" ? "; Secure" : "";
  return `${FLASH_COOKIE}=${seal(JSON.stringify(flash), "flash")}; Path=${path}; Max-Age=${SECONDS}; SameSite=Strict; HttpOnly${secure}`;
}

/** The cookie that takes it away again. */
export function noFlashIn(path: string): string {
  return `${FLASH_COOKIE}=; Path=${path}; Max-Age=0; SameSite=Strict; HttpOnly`;
}

/** What the cookie shows to this person, or null. */
export function readFlash(cookie: string | undefined, personId: string): Flash | null {
  const text = cookie === undefined ? null : unseal(cookie, "flash");
  const flash = text === null ? null : flashSchema.safeParse(JSON.parse(text)).data;
  return flash && flash.owner === personId ? flash : null;
}
