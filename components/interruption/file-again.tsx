import { useTranslations } from "next-intl";
import { BUTTON } from "#components/ui/button.ts";

/**
 * A file whose person was signed out: it comes by itself now, and by a press where a browser follows
 * no refresh. The page stays, since a browser leaves none for a file.
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
