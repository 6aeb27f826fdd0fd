import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { environmentMark } from "#lib/payment/environment.ts";
import { settings } from "#lib/server/config/settings.ts";

/**
 * The metadata of every page; `%s` in the title's template is the page's own title. Browser tabs show
 * the beginning of a title, so it starts with the mark of payments that are not real.
 */
export async function siteMetadata() {
  const t = await getTranslations("app");
  const mark = environmentMark(settings().environment);
  const before = mark ? `${t(mark)}: ` : "";
  return {
    title: { default: `${before}Anyqta`, template: `${before}%s · Anyqta` },
    robots: { index: false, follow: false },
    icons: { icon: "/icon.svg" },
  } satisfies Metadata;
}
