import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import RootLayout from "./layout.tsx";
import { Missing } from "./missing-page.tsx";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("errors"))("not_found_title") };
}

/** Every address that has no page. */
export default function GlobalNotFound() {
  return (
    <RootLayout>
      <Missing />
    </RootLayout>
  );
}
