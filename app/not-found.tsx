import type { Metadata } from "next";
import { headers } from "next/headers";
import { getTranslations } from "next-intl/server";
import { FindBox } from "#components/interruption/find-box.tsx";
import { Shell } from "#components/shell/shell.tsx";
import { BUTTON } from "#components/ui/button.ts";
import { can } from "#lib/account/access.ts";
import { OWN_PATH_HEADER } from "#lib/http/own-path.ts";
import { currentActor } from "#lib/server/auth/current-actor.ts";
import { settings } from "#lib/server/config/settings.ts";

/** The title of a missing page. */
export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("errors"))("not_found_title") };
}

/** The same answer for addresses that do not exist and for those without permission. */
export default async function NotFound() {
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
