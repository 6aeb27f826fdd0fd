import { headers } from "next/headers";
import { getMessages, getTranslations } from "next-intl/server";
import { can, type Role } from "#lib/account/access.ts";
import { paletteKey } from "#lib/palette/key-label.ts";
import { pagesOf } from "#lib/palette/pages.ts";
import { type Environment, environmentMark } from "#lib/payment/environment.ts";
import { Mark } from "../mark.tsx";
import { Preferences } from "../preferences.tsx";
import { HeaderMenu } from "./header-menu.tsx";
import { initialsOf } from "./initials.ts";
import { NextBox } from "./next-box.tsx";
import { PageLinks } from "./page-links.tsx";

/**
 * The head of every page. It stays in view on screens that are high enough, so that the next number can
 * be asked from everywhere.
 */
export async function Header({
  path,
  person,
  environment,
  width,
}: {
  /** This page's own address, to come back to. */
  path: string;
  person: { email: string; role: Role } | null;
  environment: Environment;
  /** Class names of the page's width. */
  width: string;
}) {
  const t = await getTranslations("app");
  const here = path.split("?")[0];
  const pages = person
    ? pagesOf(person.role).map(({ href, name }) => ({ href, name: t(name), isHere: href === here }))
    : [];
  const hasBox = person !== null && can(person.role, "payment.look_up") && here !== "/";
  return (
    <>
      <Environments environment={environment} />
      <header className="page-head">
        <div className={`${width} flex items-center gap-2 px-4 py-2 sm:gap-3 sm:px-6`}>
          <a
            href="/"
            className="flex min-h-11 shrink-0 items-center gap-2 font-semibold text-ink text-lg"
          >
            <Mark />
            {/* Beside a box the mark stands for the name where there is little room. */}
            <span translate="no" className={hasBox ? "max-xl:sr-only" : ""}>
              {t("name")}
            </span>
          </a>
          {person ? <PageLinks label={t("pages")} pages={pages} /> : null}
          {hasBox ? <NextNumber /> : null}
          <div className="ml-auto shrink-0">
            {person ? (
              <Menu person={person} pages={pages} path={path} />
            ) : (
              <Preferences path={path} />
            )}
          </div>
        </div>
      </header>
    </>
  );
}

/** Says on every page that the payments are not real. */
async function Environments({ environment }: { environment: Environment }) {
  const t = await getTranslations("app");
  const mark = environmentMark(environment);
  if (!mark) return null;
  return (
    <aside
      aria-label={t(mark)}
      data-tone="amber"
      className="border-amber-edge border-b bg-amber-tint px-4 py-1.5 text-center text-amber-ink text-xs"
    >
      <strong className="font-semibold">{t(mark)}</strong>
      <span className="sr-only">. </span>
      <span className="ml-2 hidden sm:inline">{t(`${mark}_note`)}</span>
    </aside>
  );
}

async function NextNumber() {
  const t = await getTranslations("look_up");
  return (
    <NextBox
      words={{
        label: t("next"),
        placeholder: t("next_placeholder"),
        submit: t("submit"),
        refusals: {
          card_number: t("problem.card_number"),
          mistyped_card: t("problem.mistyped_card"),
        },
        ownNumber: t("own_number"),
      }}
    />
  );
}

async function Menu({
  person: { email, role },
  pages,
  path,
}: {
  person: { email: string; role: Role };
  pages: Parameters<typeof HeaderMenu>[0]["pages"];
  path: string;
}) {
  const { account, app, palette, settings } = await getMessages();
  return (
    <HeaderMenu
      email={email}
      role={app.role[role]}
      initials={initialsOf(email)}
      pages={pages}
      words={{
        menu: app.menu,
        account: account.title,
        settings: can(role, "settings.read") ? settings.title : null,
        sign_out: app.sign_out,
        commands: can(role, "payment.look_up")
          ? {
              palette: palette.title,
              paletteKeys: paletteKey(await headers()),
              help: palette.help.title,
            }
          : null,
      }}
    >
      <Preferences path={path} />
    </HeaderMenu>
  );
}
