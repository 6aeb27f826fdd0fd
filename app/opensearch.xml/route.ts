import { getTranslations } from "next-intl/server";
import { z } from "zod";
import { escapeMarkup } from "#lib/http/escape-markup.ts";
import { route } from "#lib/server/api/route.ts";
import { settings } from "#lib/server/config/settings.ts";

/** Lets a browser look up invoices from its address bar (OpenSearch 1.1). Public. */
export const GET = route({ access: "public", input: z.object({}) }, async () => {
  const t = await getTranslations();
  const { origin } = settings().app.url;
  const description = `<?xml version="1.0" encoding="UTF-8"?>
<OpenSearchDescription xmlns="http://a9.com/-/spec/opensearch/1.1/">
  <ShortName>${escapeMarkup(t("app.name"))}</ShortName>
  <Description>${escapeMarkup(t("palette.open_search"))}</Description>
  <InputEncoding>UTF-8</InputEncoding>
  <OutputEncoding>UTF-8</OutputEncoding>
  <Language>kk</Language>
  <Language>ru</Language>
  <Language>en</Language>
  <Image width="32" height="32" type="image/svg+xml">${escapeMarkup(`${origin}/icon.svg`)}</Image>
  <Url type="text/html" method="get" template="${escapeMarkup(`${origin}/i/{searchTerms}`)}"/>
  <Url type="application/opensearchdescription+xml" rel="self" template="${escapeMarkup(`${origin}/opensearch.xml`)}"/>
</OpenSearchDescription>
`;
  return new Response(description, {
    headers: { "content-type": "application/opensearchdescription+xml; charset=utf-8" },
  });
});
