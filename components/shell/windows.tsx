import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { SearchForm } from "#components/command-palette/search-form.tsx";
import { Icon } from "#components/ui/icon/icon.tsx";
import { Commands } from "./commands.tsx";

/** Near the top, so that a list that grows or shrinks with each letter stands still. */
const WINDOW =
  "group mx-auto mt-2 max-h-[calc(100dvh-1rem)] w-[min(40rem,calc(100%-1rem))] max-w-none flex-col overflow-hidden rounded-lg border border-line bg-surface text-ink shadow-window open:flex sm:mt-[12vh] sm:max-h-[76vh]";

/** The buttons that close the window belong to this form, which needs no script for it. */
const CLOSE = "close-window";

/** The page's windows. Their fixed parts are drawn here, so that pages ship no script for them. */
export function Windows({
  path,
  singleKeys,
}: {
  /** This page's own address, to come back to. */
  path: string;
  /** May single keys do something? Ctrl+K always may. */
  singleKeys: boolean;
}) {
  const t = useTranslations("palette");
  const box = {
    name: "text",
    "aria-label": t("title"),
    placeholder: t("placeholder"),
    autoComplete: "off",
    autoCapitalize: "off",
    spellCheck: false,
    enterKeyHint: "go",
    maxLength: 2_000,
    className: "min-h-14 min-w-0 flex-1 bg-surface text-base outline-none placeholder:text-muted",
  } as const;
  const icon = <Icon name="magnifier" className="size-5 shrink-0 text-muted" />;
  const close = <CloseButton />;
  const failed = <Problem>{t("failed")}</Problem>;
  return (
    <Commands
      names={{ palette: t("title"), help: t("help.title") }}
      singleKeys={singleKeys}
      className={WINDOW}
      parts={{
        box,
        icon,
        close,
        failed,
        signedOut: (
          <Problem>
            {t("signed_out")}{" "}
            <a href={`/sign-in?callbackUrl=${encodeURIComponent(path)}`} className="underline">
              {t("sign_in")}
            </a>
          </Problem>
        ),
      }}
    >
      <form id={CLOSE} method="dialog" />
      <div className="hidden shrink-0 group-data-[shown=help]:block">
        <HelpHead />
      </div>
      <div className="shrink-0 group-data-[code=loaded]:hidden group-data-[shown=help]:hidden">
        <SearchForm icon={icon} box={<input {...box} />} close={close} />
      </div>
      <div className="hidden group-data-[code=failed]:block">{failed}</div>
    </Commands>
  );
}

/** Said in place of the list. */
function Problem({ children }: { children: ReactNode }) {
  return (
    <p role="alert" className="p-4 text-sm">
      {children}
    </p>
  );
}

/** The head of the list of keys. */
function HelpHead() {
  const t = useTranslations("palette.help");
  return (
    <div className="flex min-h-14 shrink-0 items-center justify-between gap-3 border-line border-b px-4 sm:px-5">
      <h2 className="font-semibold text-base">{t("title")}</h2>
      <CloseButton />
    </div>
  );
}

/** Closes the window where there is no Escape key. */
function CloseButton() {
  const t = useTranslations("palette.help");
  return (
    <button
      type="submit"
      form={CLOSE}
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
