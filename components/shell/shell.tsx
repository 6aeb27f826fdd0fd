import { cookies, headers } from "next/headers";
import { getMessages, getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { AccountNotices } from "#components/account/account-notices.tsx";
import { FormProblems } from "#components/ui/form-problems.tsx";
import { Notice } from "#components/ui/notice.tsx";
import type { Role } from "#lib/account/access.ts";
import type { Notice as AccountNotice } from "#lib/account/notices.ts";
import { isMarkedNotDone, OWN_PATH_HEADER } from "#lib/http/own-path.ts";
import { SHORTCUTS_COOKIE } from "#lib/palette/palette.ts";
import type { Environment } from "#lib/payment/environment.ts";
import { Header } from "./header/header.tsx";
import { SessionWatch } from "./session-watch.tsx";
import { Windows } from "./windows.tsx";

/** Widths of a page's head and content, whose edges are the same. */
const WIDTH = {
  page: "mx-auto w-full max-w-6xl",
  window: "mx-auto w-full max-w-[120rem]",
} as const;

/** The frame of every page: who we are, who you are, language and theme, and which bank answers. */
export async function Shell({
  path,
  person,
  environment,
  width = "page",
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
  /** How wide it may grow: as a page to read, or as the window. */
  width?: keyof typeof WIDTH;
  children: ReactNode;
}) {
  const t = await getTranslations("app");
  return (
    <>
      <a href="#content" className="skip-link">
        {t("skip")}
      </a>
      <Header path={path} person={person} environment={environment} width={WIDTH[width]} />
      <main id="content" className={`${WIDTH[width]} px-4 py-4 sm:px-6 sm:py-6`}>
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

/** Warns before the session ends, and hides the page after it. */
async function Session({ email }: { email: string }) {
  const { interruption } = await getMessages();
  return <SessionWatch email={email} words={interruption.session} />;
}

/** The keys, and the windows that they open. */
async function KeysAtHand({ path }: { path: string }) {
  const chosen = (await cookies()).get(SHORTCUTS_COOKIE)?.value;
  return <Windows path={path} singleKeys={chosen !== "off"} />;
}
