import { useTranslations } from "next-intl";
import { Icon } from "#components/ui/icon/icon.tsx";

/**
 * The heads of the palette and of the keys' list, drawn on the server. The box is a form of its own,
 * so that a number and Enter work before the list is there; then the list takes the box over.
 */
export function WindowHeads() {
  const t = useTranslations("palette");
  return (
    <>
      <form
        id="palette"
        action="/api/find"
        method="post"
        className="flex items-center gap-3 border-line border-b px-4 group-data-[shown=help]:hidden sm:px-5"
      >
        <Icon name="magnifier" className="size-5 shrink-0 text-muted" />
        <input
          name="text"
          role="combobox"
          aria-label={t("title")}
          aria-expanded="false"
          aria-controls="palette-list"
          placeholder={t("placeholder")}
          autoComplete="off"
          autoCapitalize="off"
          spellCheck={false}
          enterKeyHint="go"
          maxLength={2_000}
          className="min-h-14 min-w-0 flex-1 bg-surface text-base outline-none placeholder:text-muted"
        />
        <Close />
      </form>
      <div className="hidden min-h-14 shrink-0 items-center justify-between gap-3 border-line border-b px-4 group-data-[shown=help]:flex sm:px-5">
        <h2 className="font-semibold text-base">{t("help.title")}</h2>
        <Close />
      </div>
    </>
  );
}

/** Closes the window where there is no Escape key. */
function Close() {
  const t = useTranslations("palette.help");
  return (
    <button
      type="button"
      data-close
      className="min-h-8 min-w-8 shrink-0 rounded-md border border-line px-2 font-medium text-muted text-xs hover:bg-sunken hover:text-ink"
    >
      <span className="sr-only">{t("close")} </span>
      <span aria-hidden="true" className="text-base sm:hidden">
        ✕
      </span>
      <span className="max-sm:hidden">Esc</span>
    </button>
  );
}
