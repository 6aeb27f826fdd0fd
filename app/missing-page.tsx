import type { Metadata } from "next";
import { headers } from "next/headers";
import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { FindBox } from "#components/interruption/find-box.tsx";
import { Shell } from "#components/shell/shell.tsx";
import { BUTTON } from "#components/ui/button.ts";
import { can, type Permission } from "#lib/account/access.ts";
import { OWN_PATH_HEADER } from "#lib/http/own-path.ts";
import { currentActor } from "#lib/server/auth/current-actor.ts";
import { MissingPage } from "#lib/server/auth/missing-page.ts";
import { settings } from "#lib/server/config/settings.ts";
import { requestContext } from "#lib/server/http/request-context.ts";

/**
 * Makes a page that shows `Shown` with status 404 where it calls `missingPage()`. Next's own notFound()
 * sends an empty document that only scripts fill (github.com/vercel/next.js/issues/62228), and puts the
 * missing page into every other page, twice, in case it is needed.
 */
export function orMissing<Props>(
  page: (props: Props) => Promise<ReactNode>,
  Shown: () => Promise<ReactNode> = Missing,
): (props: Props) => Promise<ReactNode> {
  return async (props) => {
    try {
      return await page(props);
    } catch (error) {
      if (!(error instanceof MissingPage)) throw error;
      requestContext().pageStatus = 404;
      return <Shown />;
    }
  };
}

/** The same answer for addresses that do not exist and for those without permission. */
export async function Missing() {
  const actor = await currentActor();
  const t = await getTranslations("errors");
  return (
    <Shell
      path={(await headers()).get(OWN_PATH_HEADER) ?? "/"}
      person={actor}
      environment={settings().environment}
    >
      <div className="mx-auto max-w-xl space-y-4">
        <h1 className="font-semibold text-ink text-xl">{t("not_found_title")}</h1>
        <p className="text-muted">{t("not_found")}</p>
        {actor && can(actor.role, "payment.look_up") ? <FindBox /> : null}
        <a href="/" className={BUTTON.plain}>
          {t("to_look_up")}
        </a>
      </div>
    </Shell>
  );
}

/** A page's title, or that of a missing page for a person without the permission. */
export async function titleFor(permission: Permission, title: string): Promise<Metadata> {
  const actor = await currentActor();
  return actor && !can(actor.role, permission) ? missingTitle() : { title };
}

/** The title of a missing page. */
export async function missingTitle(): Promise<Metadata> {
  return { title: (await getTranslations("errors"))("not_found_title") };
}
