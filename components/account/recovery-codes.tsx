import { useTranslations } from "next-intl";
import { BUTTON } from "#components/ui/button.ts";
import { CopyButton } from "#components/ui/copy-button.tsx";
import { PrintPage } from "./print-page.tsx";

/** New recovery codes, shown once, with ways to keep them. */
export function RecoveryCodes({ codes, email }: { codes: readonly string[]; email: string }) {
  const t = useTranslations("account.factor");
  const text = [t("codes_file", { email }), "", ...codes, ""].join("\r\n");
  return (
    <>
      <p className="text-sm">{t("codes")}</p>
      <ul translate="no" className="grid gap-x-6 gap-y-1 font-mono text-sm sm:grid-cols-2">
        {codes.map((code) => (
          <li key={code} className="[overflow-wrap:anywhere]">
            {code}
          </li>
        ))}
      </ul>
      <div className="flex flex-wrap items-center gap-2 print:hidden">
        {/* No script and no request: the codes are on this page only. */}
        <a
          href={`data:text/plain;charset=utf-8,${encodeURIComponent(text)}`}
          download="anyqta-recovery-codes.txt"
          className={BUTTON.plain}
        >
          {t("codes_download")}
        </a>
        <PrintPage label={t("codes_print")} />
        <CopyButton value={codes.join("\n")} label={t("codes_copy")} done={t("codes_copied")} />
      </div>
    </>
  );
}
