import "server-only";
import { z } from "zod";
import { seal, unseal } from "#lib/server/crypto/sealed-text.ts";
import { deleteCookie, ownCookieName, setCookie } from "./cookies.ts";

/**
 * Flash messages: what the page after a form shows once and no URL and no log may hold, such as
 * recovery codes. An encrypted cookie stores them for two minutes.
 */
const SECONDS = 120;

const flashSchema = z.discriminatedUnion("what", [
  z.object({ what: z.literal("recovery_codes"), owner: z.string(), codes: z.array(z.string()) }),
  z.object({ what: z.literal("link"), owner: z.string(), email: z.string(), url: z.string() }),
  /** The e-mail address that somebody who is not signed in yet typed or set up; nobody's. */
  z.object({ what: z.literal("sign_in"), owner: z.literal(""), email: z.string() }),
  z.object({ what: z.literal("share"), owner: z.string(), url: z.string() }),
]);
type Flash = z.infer<typeof flashSchema>;

/** Name of the cookie; its path is not "/", so it cannot have the prefix `__Host-`. */
export function flashCookieName(): string {
  return ownCookieName("anyqta.flash");
}

/** The Set-Cookie value of a flash message for pages below the path. */
export function flashCookie(path: string, flash: Flash): string {
  const sealed = seal(JSON.stringify(flash), "flash");
  return setCookie(flashCookieName(), sealed, { path, maxAge: SECONDS, sameSite: "strict" });
}

/** The Set-Cookie value that deletes the flash message. */
export function clearedFlashCookie(path: string): string {
  return deleteCookie(flashCookieName(), { path, sameSite: "strict" });
}

/** The flash message in the cookie if it is for this person, or null. */
export function readFlash(cookie: string | undefined, personId: string): Flash | null {
  const text = cookie === undefined ? null : unseal(cookie, "flash");
  const flash = text === null ? null : flashSchema.safeParse(JSON.parse(text)).data;
  return flash && flash.owner === personId ? flash : null;
}

/** The Set-Cookie value that keeps an e-mail address for the sign-in form. */
export function typedEmailCookie(email: string): string {
  return flashCookie(SIGN_IN, { what: "sign_in", owner: "", email });
}

/** The Set-Cookie value that deletes it. */
export function clearedEmailCookie(): string {
  return clearedFlashCookie(SIGN_IN);
}

/** The e-mail address that was kept for the sign-in form, or "". */
export function typedEmail(cookie: string | undefined): string {
  const flash = readFlash(cookie, "");
  return flash?.what === "sign_in" ? flash.email : "";
}
const SIGN_IN = "/sign-in";
