import { z } from "zod";
import { route } from "#lib/server/api/route.ts";
import { testTerminal } from "#lib/server/bank-check/terminal-test.ts";
import { database } from "#lib/server/db/client.ts";
import { seeOther } from "#lib/server/http/redirect.ts";

/** Tests one terminal at the bank. Administrators only. */
export const POST = route(
  {
    access: "settings.read",
    budget: "lookUps",
    input: z.object({ terminal: z.string().max(32) }),
    afterSignIn: { page: "/settings" },
  },
  async ({ input: { terminal }, actor }) => {
    const { db } = await database();
    await testTerminal(db, terminal, actor);
    return seeOther(`/settings?tested=${encodeURIComponent(terminal)}#terminal-${terminal}`);
  },
);
