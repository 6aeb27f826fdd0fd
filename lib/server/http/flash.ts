import "server-only";
import { z } from "zod";
import { seal, unseal } from "#lib/server/crypto/sealed-text.ts";
import { deleteCookie, setCookie } from "./cookies.ts";

/**
 * Something to show once on the page after a form: recovery codes, a one-time link. A sealed cookie
 * carries it for two minutes, so that no address and no log holds it.
 */
export const FLASH_COOKIE = "anyqta.flash";
const SECONDS = 120;

const flashSchema = z.discriminatedUnion("what", [
  z.object({ what: z.literal("recovery_codes"), owner: z.string(), codes: z.array(z.string()) }),
  z.object({ what: z.literal("link"), owner: z.string(), email: z.string(), url: z.string() }),
  z.object({ what: z.literal("share"), owner: z.string(), url: z.string() }),
]);
type Flash = z.infer<typeof flashSchema>;

/** The cookie that shows it to its owner on pages below the path. */
export function flashIn(path: string, flash: Flash): string {
  const sealed = seal(JSON.stringify(flash), "flash");
  return setCookie(FLASH_COOKIE, sealed, { path, maxAge: SECONDS, sameSite: "strict" });
}

/** The cookie that deletes it. */
export function noFlashIn(path: string): string {
  return deleteCookie(FLASH_COOKIE, { path, sameSite: "strict" });
}

/** What the cookie shows to this person, or null. */
export function readFlash(cookie: string | undefined, personId: string): Flash | null {
  const text = cookie === undefined ? null : unseal(cookie, "flash");
  const flash = text === null ? null : flashSchema.safeParse(JSON.parse(text)).data;
  return flash && flash.owner === personId ? flash : null;
}
