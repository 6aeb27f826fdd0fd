import { useTranslations } from "next-intl";
import { BUTTON } from "#components/ui/button.ts";
import { Notice } from "#components/ui/notice.tsx";

/** Says that the database does not answer, so that nothing new is known, and how to try again. */
export function Unavailable({
  reference,
  path,
  plainPath,
}: {
  /** Reference of the request. */
  reference: string;
  /** Path of the page. */
  path: string;
  /** The same in one piece: without scripts nobody would see what this says, and it is opened. */
  plainPath: string;
}) {
  const t = useTranslations();
  return (
    <Notice tone="amber" title={t("interruption.refused.unavailable_title")} alert>
      <noscript>
        <meta httpEquiv="refresh" content={`0; url=${plainPath}`} />
      </noscript>
      <p>{t("interruption.refused.unavailable")}</p>
      <p>
        <a href={path} className={BUTTON.plain}>
          {t("errors.try_again")}
        </a>
      </p>
      <p>
        {t("interruption.reference")}: <code translate="no">{reference}</code>
      </p>
    </Notice>
  );
}
