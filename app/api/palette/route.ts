import { getLocale } from "next-intl/server";
import { z } from "zod";
import { localeSchema } from "#lib/i18n/locale.ts";
import { paletteKey } from "#lib/palette/key-label.ts";
import { paletteSchema } from "#lib/palette/palette.ts";
import { route } from "#lib/server/api/route.ts";
import { paletteFor } from "#lib/server/look-up/command-palette.ts";

/** The commands of the command palette in the person's language. Staff only. */
export const GET = route(
  { access: "payment.look_up", input: z.object({}) },
  async ({ actor, request }) => {
    const palette = await paletteFor(actor, {
      locale: localeSchema.parse(await getLocale()),
      paletteKey: paletteKey(request.headers),
    });
    return Response.json(paletteSchema.parse(palette), {
      headers: { "cache-control": "private, no-store" },
    });
  },
);
