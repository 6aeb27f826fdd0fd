import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import RootLayout from "./layout.tsx";
import { Missing } from "./missing-page.tsx";
import { siteMetadata } from "./site-metadata.ts";

/** Next applies no layout here, so the title's template is filled by hand. */
export async function generateMetadata(): Promise<Metadata> {
  const { title, ...rest } = await siteMetadata();
  const missing = (await getTranslations("errors"))("not_found_title");
  return { ...rest, title: title.template.replace("%s", missing) };
}

/** Every address that has no page. */
export default function GlobalNotFound() {
  return (
    <RootLayout>
      <Missing />
    </RootLayout>
  );
}
