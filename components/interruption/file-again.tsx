import { useTranslations } from "next-intl";
import { BUTTON } from "#components/ui/button.ts";

/**
 * Downloads a file that was requested after the session had ended: by a refresh, or by a link in
 * browsers that block refreshes. Browsers stay on the page when the answer is a file.
 */
export function FileAgain({ href, leave }: { href: string; leave: string }) {
  const t = useTranslations("interruption");
  return (
    <div className="space-y-4">
      <meta httpEquiv="refresh" content={`0;url=${href}`} />
      <p className="text-ink text-sm">{t("file")}</p>
      <p className="flex flex-wrap gap-3">
        <a href={href} className={BUTTON.primary}>
          {t("file_now")}
        </a>
        <a href={leave} className={BUTTON.plain}>
          {t("on")}
        </a>
      </p>
    </div>
  );
}
