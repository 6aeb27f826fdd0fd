import type { Locale } from "#lib/i18n/locale.ts";
import type { Parameters } from "#lib/list/query.ts";
import { type ShareChoice, shareChoiceSchema } from "#lib/share/share.ts";

/** The choices in the form's address; invalid ones fall back to the most restrictive. */
export function readChoice(query: Parameters, language: Locale): ShareChoice {
  const given = shareChoiceSchema.safeParse({
    ...query,
    fields: [query.field ?? []].flat().join(","),
  });
  return given.success ? given.data : { fields: ["invoice"], language, hours: 24, views: 3 };
}
