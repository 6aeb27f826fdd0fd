import { useTranslations } from "next-intl";
import { BUTTON } from "#components/ui/button.ts";
import { Section } from "#components/ui/section.tsx";
import type { Locale } from "#lib/i18n/locale.ts";
import { translatorOf } from "#lib/i18n/translator.ts";
import { type Shop, signed } from "#lib/shop/shop.ts";

/** The new link, shown once; without scripts it can be selected, copied and sent. */
export function FreshLink({
  url,
  language,
  shop,
  another,
}: {
  url: string | null;
  /** The language of the link, in which its message is written. */
  language: Locale;
  shop: Shop;
  another: string;
}) {
  const t = useTranslations("share");
  return (
    <Section title={t("made_title")}>
      {url ? (
        <>
          <p className="mb-3 text-ink text-sm">{t("made_note")}</p>
          <p
            data-new-link
            translate="no"
            className="mb-3 select-all break-all rounded-md border border-line bg-sunken px-3 py-2 font-mono text-ink text-sm"
          >
            {url}
          </p>
        </>
      ) : (
        <p className="mb-3 text-ink text-sm">{t("made_gone")}</p>
      )}
      <div className="flex flex-wrap gap-2">
        {url ? (
          <>
            <button
              type="button"
              data-copy={url}
              data-copy-done={t("copied")}
              className={BUTTON.primary}
            >
              <span className="copy-icon size-4" />
              {t("copy")}
            </button>
            <SendLinks url={url} language={language} shop={shop} />
          </>
        ) : null}
        <a href={another} className={BUTTON.plain}>
          {t("another")}
        </a>
      </div>
    </Section>
  );
}

/** Opens a message with the link, signed by the shop; the person chooses to whom it goes. */
function SendLinks({ url, language, shop }: { url: string; language: Locale; shop: Shop }) {
  const t = useTranslations("share");
  const words = translatorOf(language);
  const message = encodeURIComponent(signed(words("share.message", { url }), shop));
  const subject = encodeURIComponent(words("share.page.title"));
  return (
    <>
      <a
        href={`https://wa.me/?text=${message}`}
        target="_blank"
        rel="noreferrer"
        className={BUTTON.plain}
      >
        {t("whatsapp")}
      </a>
      <a href={`mailto:?subject=${subject}&body=${message}`} className={BUTTON.plain}>
        {t("email")}
      </a>
    </>
  );
}
