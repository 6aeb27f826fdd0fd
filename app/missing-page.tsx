import { headers } from "next/headers";
import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { FindBox } from "#components/interruption/find-box.tsx";
import { OwnTitle } from "#components/interruption/own-title.tsx";
import { Shell } from "#components/shell/shell.tsx";
import { BUTTON } from "#components/ui/button.ts";
import { can } from "#lib/account/access.ts";
import { OWN_PATH_HEADER } from "#lib/http/own-path.ts";
import { currentActor } from "#lib/server/auth/current-actor.ts";
import { MissingPage } from "#lib/server/auth/missing-page.ts";
import { settings } from "#lib/server/config/settings.ts";
import { requestContext } from "#lib/server/http/request-context.ts";

/**
 * A page that may turn out to be missing, by `missingPage()`. Next's own notFound() would draw this
 * page by scripts only, and have every other page carry it along, twice, in case it is needed.
 */
export function orMissing<Props>(
  page: (props: Props) => Promise<ReactNode>,
): (props: Props) => Promise<ReactNode> {
  return async (props) => {
    try {
      return await page(props);
    } catch (error) {
      if (error instanceof MissingPage) return <Missing />;
      throw error;
    }
  };
}

/** The same answer for addresses that do not exist and for those without permission. */
export async function Missing() {
  requestContext().pageStatus = 404;
  const actor = await currentActor();
  const t = await getTranslations("errors");
  return (
    <Shell
      path={(await headers()).get(OWN_PATH_HEADER) ?? "/"}
      person={actor}
      environment={settings().environment}
    >
      <div className="mx-auto max-w-xl space-y-4">
        <OwnTitle title={`${t("not_found_title")} · Anyqta`} />
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
