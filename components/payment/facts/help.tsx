import { useTranslations } from "next-intl";
import type { Messages } from "#lib/i18n/messages.ts";

/** Terms that are explained; each names its text. */
export type HelpTerm = Exclude<keyof Messages["help"], "about">;

/** What a term is and who uses it, opened by a "?" beside its label; works without scripts. */
export function Help({ about, label }: { about: HelpTerm; label: string }) {
  const t = useTranslations("help");
  return (
    <details className="inline">
      <summary
        aria-label={t("about", { term: label })}
        className="ml-1 inline-flex size-6 cursor-pointer list-none items-center justify-center rounded-full text-muted hover:bg-sunken hover:text-ink print:hidden [&::-webkit-details-marker]:hidden"
      >
        <span
          aria-hidden="true"
          className="inline-flex size-4 items-center justify-center rounded-full border border-line-strong text-[0.625rem] leading-none"
        >
          ?
        </span>
      </summary>
      <p className="mt-0.5 mb-1 text-muted text-xs">{t(about)}</p>
    </details>
  );
}
