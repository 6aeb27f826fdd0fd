import { getTranslations } from "next-intl/server";
import { BUTTON } from "#components/ui/button.ts";

/** The same answer for addresses that do not exist and for those without permission. */
export default async function NotFound() {
  const t = await getTranslations("errors");
  return (
    <main className="mx-auto max-w-md space-y-4 px-4 py-24 text-center">
      <h1 className="font-semibold text-xl">{t("not_found_title")}</h1>
      <p className="text-muted">{t("not_found")}</p>
      <a href="/" className={BUTTON.plain}>
        {t("to_look_up")}
      </a>
    </main>
  );
}
