import { z } from "zod";
import { TERMINAL_COOKIE, terminalChoiceSchema } from "#lib/preferences/terminal-choice.ts";
import { route } from "#lib/server/api/route.ts";
import { record } from "#lib/server/audit/record.ts";
import { database } from "#lib/server/db/client.ts";
import { preferenceCookie } from "#lib/server/http/cookies.ts";
import { seeOther } from "#lib/server/http/redirect.ts";
import { boxPath, pathFor } from "#lib/server/payment-list/box/search-box.ts";
import { seenFirstPath } from "#lib/server/payment-list/box/seen-first.ts";

const inputSchema = z.object({
  text: z.string().max(20_000).default(""),
  /** The page of the box: the look-up page or the list. */
  among: z.enum(["bank", "history"]).default("bank"),
  terminal: terminalChoiceSchema.optional(),
  /** The number is the shop's own, although it looks like a card's: a second, deliberate press. */
  own: z.literal("1").optional(),
  /** The text was typed and not sent: it goes back into its box and is not looked for. */
  hold: z.literal("1").optional(),
});

/**
 * The search box. It posts its text, which may identify a customer or be a card number and must not
 * get into a URL. Staff only.
 */
export const POST = route(
  {
    access: "payment.look_up",
    input: inputSchema,
    afterSignIn({ text = "" }) {
      const { path, refused } = pathFor(text, { among: "bank", terminal: undefined });
      return refused ? { goesTo: path } : { asksAgain: ["text", "among", "terminal", "hold"] };
    },
  },
  async ({ input: { text, among, terminal, own, hold }, actor }) => {
    if (hold && among === "bank") return seeOther(boxPath(text));
    const { path, refused } = pathFor(text, {
      among,
      terminal: terminal || undefined,
      isOwn: own === "1",
    });
    const { db } = await database();
    const seen = among === "bank" && own === undefined ? await seenFirstPath(db, text) : null;
    if (refused) {
      await record(db, {
        event: "search.refused",
        success: false,
        by: actor,
        detail: { reason: refused },
      });
    }
    return seeOther(
      seen ?? path,
      terminal === undefined ? [] : [preferenceCookie(TERMINAL_COOKIE, terminal)],
    );
  },
);
