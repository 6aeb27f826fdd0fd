import { getLocale, getTranslations } from "next-intl/server";
import { Icon } from "#components/ui/icon/icon.tsx";
import { LOCALE_NAME, LOCALES } from "#lib/i18n/locale.ts";
import { nextTheme, THEMES } from "#lib/preferences/theme.ts";
import { ActOnChoice } from "./act-on-choice.tsx";

const FORM = "preferences";

/** Language and theme, as a plain form: works without scripts and is remembered by a cookie. */
export async function Preferences({ path }: { path: string }) {
  const t = await getTranslations("app");
  const locale = await getLocale();
  return (
    <form
      id={FORM}
      action="/api/preferences"
      method="post"
      className="flex items-center gap-1 sm:gap-2"
    >
      <input type="hidden" name="back" value={path} />
      <fieldset className="flex rounded-md border border-line p-0.5">
        <legend className="sr-only">{t("language")}</legend>
        {LOCALES.map((one) => (
          <button
            key={one}
            type="submit"
            name="language"
            value={one}
            lang={one}
            aria-pressed={one === locale}
            title={LOCALE_NAME[one]}
            className="min-h-8 min-w-9 rounded-sm px-1.5 text-muted text-sm hover:text-ink aria-pressed:bg-sunken aria-pressed:font-semibold aria-pressed:text-ink"
          >
            {LOCALE_NAME[one].slice(0, 3)}
          </button>
        ))}
      </fieldset>
      {THEMES.map((theme) => (
        <button
          key={theme}
          type="submit"
          name="theme"
          value={nextTheme(theme)}
          data-theme-button={theme}
          aria-label={`${t("theme")}: ${t(`theme_${theme}`)}`}
          title={`${t("theme")}: ${t(`theme_${theme}`)}`}
          className="size-9 items-center justify-center rounded-md text-muted hover:bg-sunken hover:text-ink"
        >
          <Icon name={theme} />
        </button>
      ))}
      <ActOnChoice form={FORM} language={locale} />
    </form>
  );
}
