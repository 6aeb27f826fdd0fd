"use client";
import { Icon } from "#components/ui/icon/icon.tsx";
import type { Theme } from "#lib/preferences/theme.ts";
import { ActOnChoice } from "./act-on-choice.tsx";

const FORM = "preferences";

/** The buttons of all languages, and of all themes, of which the style sheet shows the present one. */
export function PreferencesForm({
  path,
  language,
  legend,
  languages,
  themes,
}: {
  /** This page's own address, to come back to. */
  path: string;
  /** Of the page as it is drawn. */
  language: string;
  /** What the buttons of the languages are for. */
  legend: string;
  /** Names by code. */
  languages: Readonly<Record<string, string>>;
  themes: readonly { theme: Theme; next: Theme; name: string }[];
}) {
  return (
    <form
      id={FORM}
      action="/api/preferences"
      method="post"
      className="flex items-center gap-1 sm:gap-2"
    >
      <input type="hidden" name="back" value={path} />
      <fieldset className="flex rounded-md border border-line p-0.5">
        <legend className="sr-only">{legend}</legend>
        {Object.entries(languages).map(([one, name]) => (
          <button
            key={one}
            type="submit"
            name="language"
            value={one}
            lang={one}
            translate="no"
            aria-pressed={one === language}
            title={name}
            className="button-language"
          >
            {name.slice(0, 3)}
          </button>
        ))}
      </fieldset>
      {themes.map(({ theme, next, name }) => (
        <button
          key={theme}
          type="submit"
          name="theme"
          value={next}
          data-theme-button={theme}
          aria-label={name}
          title={name}
          className="button-icon"
        >
          <Icon name={theme} />
        </button>
      ))}
      <ActOnChoice form={FORM} language={language} />
    </form>
  );
}
