import { cookies, headers } from "next/headers";
import { getMessages, getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { AccountNotices } from "#components/account/account-notices.tsx";
import { CommandTrigger } from "#components/command/command-trigger.tsx";
import { FormProblems } from "#components/ui/form-problems.tsx";
import { Icon } from "#components/ui/icon/icon.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { can, type Permission, type Role } from "#lib/account/access.ts";
import type { Notice as AccountNotice } from "#lib/account/notices.ts";
import { isMarkedNotDone, OWN_PATH_HEADER } from "#lib/http/own-path.ts";
import { paletteKey } from "#lib/palette/key-label.ts";
import { SHORTCUTS_COOKIE } from "#lib/palette/palette.ts";
import { type Environment, environmentMark } from "#lib/payment/environment.ts";
import { Mark } from "./mark.tsx";
import { Preferences } from "./preferences.tsx";
import { SessionWatch } from "./session-watch.tsx";
import { Windows } from "./windows.tsx";

const PAGES = [
  { href: "/", name: "look_up", permission: "payment.look_up" },
  { href: "/transactions", name: "history", permission: "payment.look_up" },
  { href: "/shares", name: "shares", permission: "share.manage" },
  { href: "/people", name: "people", permission: "people.manage" },
  { href: "/audit", name: "audit", permission: "audit.read" },
] as const satisfies readonly { permission: Permission; href: string; name: string }[];

function pagesOf(role: Role) {
  return PAGES.filter(({ permission }) => can(role, permission));
}

/** On a screen too narrow for one line, the ways stand on a line of their own; many do so sooner. */
const LINES = {
  few: { mark: "max-sm:mr-auto", ways: "max-sm:order-last max-sm:basis-full" },
  many: { mark: "max-lg:mr-auto", ways: "max-lg:order-last max-lg:basis-full" },
} as const;
const FEW = 2;

function linesFor(role: Role | undefined) {
  return LINES[role && pagesOf(role).length > FEW ? "many" : "few"];
}

/** The ways to the rooms that this person may enter. */
async function Pages({ path, role }: { path: string; role: Role }) {
  const t = await getTranslations("app");
  const here = path.split("?")[0];
  return (
    <nav
      aria-label={t("pages")}
      className={`mr-auto flex flex-wrap gap-0.5 ${linesFor(role).ways}`}
    >
      {pagesOf(role).map(({ href, name }) => (
        <a
          key={href}
          href={href}
          aria-current={here === href ? "page" : undefined}
          className="page-link"
        >
          {t(name)}
        </a>
      ))}
    </nav>
  );
}

/** The frame of every page: who we are, who you are, language and theme, and which bank answers. */
export async function Shell({
  path,
  person,
  environment,
  children,
}: {
  /** This page's own address, to come back to. */
  path: string;
  person: {
    email: string;
    role: Role;
    startedAt: Date;
    notices: readonly AccountNotice[];
  } | null;
  environment: Environment;
  children: ReactNode;
}) {
  const t = await getTranslations("app");
  const mark = environmentMark(environment);
  return (
    <>
      <a href="#content" className="skip-link">
        {t("skip")}
      </a>
      <header className="border-line border-b bg-surface">
        {mark ? (
          <p
            data-tone="amber"
            className="border-amber-edge border-b bg-amber-tint px-4 py-1.5 text-center text-amber-ink text-xs"
          >
            <strong className="font-semibold">{t(mark)}</strong>
            <span className="sr-only">. </span>
            <span className="ml-2 hidden sm:inline">{t(`${mark}_note`)}</span>
          </p>
        ) : null}
        <div className="mx-auto flex max-w-6xl flex-wrap items-center gap-x-2 gap-y-2 px-4 py-3 max-[22rem]:gap-x-1 sm:px-6 xl:gap-x-4">
          <a
            href="/"
            className={`flex items-center gap-2 font-semibold text-ink text-lg ${linesFor(person?.role).mark}`}
          >
            <Mark />
            {/* On a narrow phone the mark stands for the name, so that all stays on one line. */}
            <span translate="no" className="max-[25rem]:sr-only">
              {t("name")}
            </span>
          </a>
          {person ? <Pages path={path} role={person.role} /> : null}
          {person && can(person.role, "payment.look_up") ? <PaletteButton /> : null}
          <Preferences path={path} />
          {person ? (
            <form action="/api/sign-out" method="post" className="flex items-center gap-1">
              <a
                href="/account"
                title={`${person.email}, ${t(`role.${person.role}`)}`}
                className="button-icon"
              >
                <span
                  aria-hidden="true"
                  className="inline-flex size-6 items-center justify-center rounded-full border border-line-strong text-xs uppercase"
                >
                  {person.email.slice(0, 1)}
                </span>
                <span className="sr-only">
                  {t("signed_in_as")} {person.email}, {t(`role.${person.role}`)}
                </span>
              </a>
              <button type="submit" title={t("sign_out")} className="button-icon">
                <Icon name="leave" />
                <span className="sr-only">{t("sign_out")}</span>
              </button>
            </form>
          ) : null}
        </div>
      </header>
      <main id="content" className="mx-auto max-w-5xl px-4 py-6 sm:px-6 sm:py-8">
        {person ? (
          <AccountNotices notices={person.notices} startedAt={person.startedAt} back={path} />
        ) : null}
        <NotDone />
        {children}
      </main>
      <FormProblems />
      {person ? <KeysAtHand path={path} /> : null}
      {person ? <Session email={person.email} /> : null}
    </>
  );
}

/** Says to somebody who comes back by the sign-in that what they pressed was not done. */
async function NotDone() {
  if (!isMarkedNotDone((await headers()).get(OWN_PATH_HEADER) ?? "")) return null;
  const t = await getTranslations("interruption");
  return (
    <div className="mb-4">
      <Notice tone="amber">{t("not_done")}</Notice>
    </div>
  );
}

/** Opens the palette; says with which keys where there is a keyboard to be expected. */
async function PaletteButton() {
  const t = await getTranslations("palette");
  return (
    <CommandTrigger
      command="palette"
      title={t("title")}
      className="inline-flex min-h-9 items-center gap-2 rounded-md px-2.5 text-muted text-sm sm:border sm:border-line hover:bg-sunken hover:text-ink"
    >
      <Icon name="magnifier" />
      <span className="max-sm:sr-only">{t("open")}</span>
      <kbd className="font-sans text-xs max-xl:hidden">{paletteKey(await headers())}</kbd>
    </CommandTrigger>
  );
}

/** Warns before the session ends, and hides the page after it. */
async function Session({ email }: { email: string }) {
  const { interruption } = await getMessages();
  return <SessionWatch email={email} words={interruption.session} />;
}

/** The keys, the windows that they open, and the way to their list without them. */
async function KeysAtHand({ path }: { path: string }) {
  const t = await getTranslations("palette");
  const chosen = (await cookies()).get(SHORTCUTS_COOKIE)?.value;
  return (
    <>
      <footer className="mx-auto max-w-5xl px-4 pb-6 sm:px-6 print:hidden">
        <CommandTrigger
          command="help"
          className="min-h-8 rounded-md text-muted text-xs hover:text-ink hover:underline"
        >
          {t("help.title")}
        </CommandTrigger>
      </footer>
      <Windows path={path} singleKeys={chosen !== "off"} />
    </>
  );
}
