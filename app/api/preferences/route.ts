import { z } from "zod";
import { safePath } from "#lib/http/safe-path.ts";
import { LANGUAGE_COOKIE, localeSchema } from "#lib/i18n/locale.ts";
import { SHORTCUTS_COOKIE, shortcutsSchema } from "#lib/palette/palette.ts";
import { FOLDS_COOKIE, foldsSchema } from "#lib/preferences/folds.ts";
import { THEME_COOKIE, themeSchema } from "#lib/preferences/theme.ts";
import { route } from "#lib/server/api/route.ts";
import { preferenceCookie } from "#lib/server/http/cookies.ts";
import { seeOther } from "#lib/server/http/redirect.ts";

const inputSchema = z.object({
  language: localeSchema.optional(),
  theme: themeSchema.optional(),
  shortcuts: shortcutsSchema.optional(),
  folds: foldsSchema.optional(),
  back: z.string().optional(),
});

/** Stores language, theme, single-key shortcuts and open details in cookies. Public. */
export const POST = route({ access: "public", input: inputSchema }, async ({ input }) => {
  const chosen = [
    [LANGUAGE_COOKIE, input.language],
    [THEME_COOKIE, input.theme],
    [SHORTCUTS_COOKIE, input.shortcuts],
    [FOLDS_COOKIE, input.folds],
  ] as const;
  const cookies = chosen.flatMap(([name, value]) => (value ? [preferenceCookie(name, value)] : []));
  return seeOther(safePath(input.back), cookies);
});
