import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Mark } from "#components/shell/mark.tsx";
import type { Locale } from "#lib/i18n/locale.ts";
import { type Shop, telephoneAddress } from "#lib/shop/shop.ts";

/** The frame of a shared page for outsiders, without links into the application. */
export function ShareFrame({
  title,
  language,
  shop,
  children,
}: {
  title: string;
  /** The page's language, if it is not the visitor's own. */
  language?: Locale;
  shop: Shop;
  children: ReactNode;
}) {
  return (
    <>
      <header className="border-line border-b bg-surface">
        <div className="mx-auto max-w-xl px-4 py-3 sm:px-6">
          <ShopHead shop={shop} />
        </div>
      </header>
      <main lang={language} className="mx-auto max-w-xl space-y-4 px-4 py-6 sm:px-6 sm:py-8">
        <h1 className="font-semibold text-ink text-xl">{title}</h1>
        {children}
      </main>
    </>
  );
}

/** Whose page this is: the shop's, with its telephone number, or Anyqta's where no shop is named. */
export function ShopHead({ shop: { name, phone } }: { shop: Shop }) {
  const t = useTranslations("shop");
  return (
    <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1">
      <p className="flex min-w-0 items-center gap-2 font-semibold text-ink text-lg [overflow-wrap:anywhere]">
        {name === null ? <Mark /> : null}
        <bdi translate="no">{name ?? "Anyqta"}</bdi>
      </p>
      {phone === null ? null : (
        <a
          href={telephoneAddress(phone)}
          translate="no"
          aria-label={t("call", { phone })}
          className="inline-flex min-h-11 items-center text-accent hover:underline"
        >
          <bdi>{phone}</bdi>
        </a>
      )}
    </div>
  );
}
