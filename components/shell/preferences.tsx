import { useLocale, useTranslations } from "next-intl";
import { LOCALE_NAME } from "#lib/i18n/locale.ts";
import { nextTheme, THEMES } from "#lib/preferences/theme.ts";
import { PreferencesForm } from "./preferences-form.tsx";

/** Language and theme, as a plain form: works without scripts and is remembered by a cookie. */
export function Preferences({ path }: { path: string }) {
  const t = useTranslations("app");
  return (
    <PreferencesForm
      path={path}
      language={useLocale()}
      legend={t("language")}
      languages={LOCALE_NAME}
      themes={THEMES.map((theme) => ({
        theme,
        next: nextTheme(theme),
        name: `${t("theme")}: ${t(`theme_${theme}`)}`,
      }))}
    />
  );
}
