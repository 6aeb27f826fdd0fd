import { z } from "zod";
import { LANGUAGE_COOKIE, localeSchema } from "#lib/i18n/locale.ts";
import { safePath } from "#lib/safe-path.ts";
import { route } from "#lib/server/route.ts";
import { seeOther } from "#lib/server/see-other.ts";
import { settings } from "#lib/server/settings.ts";
import { THEME_COOKIE, themeSchema } from "#lib/theme.ts";

const YEAR_SECONDS = 365 * 24 * 3600;

const inputSchema = z.object({
  language: localeSchema.optional(),
  theme: themeSchema.optional(),
  back: z.string().optional(),
});

/** Remembers language and theme in this browser. Anybody may choose. */
export const POST = route({ access: "public", input: inputSchema }, async ({ input }) => {
  const secure = settings().app.url.protocol === "https:" ? "; Secure" : "";
  const chosen = [
    [LANGUAGE_COOKIE, input.language],
    [THEME_COOKIE, input.theme],
  ] as const;
  const cookies = chosen.flatMap(([name, value]) =>
    value
      ? [`${name}=${value}; Path=/; Max-Age=${YEAR_SECONDS}; SameSite=Lax; HttpOnly${secure}`]
      : [],
  );
  return seeOther(safePath(input.back), cookies);
});
