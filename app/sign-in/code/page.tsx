import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { CodeField } from "#components/account/sign-in-fields.tsx";
import { Shell } from "#components/shell/shell.tsx";
import { BUTTON } from "#components/ui/button.ts";
import { Notice } from "#components/ui/notice.tsx";
import { safePath } from "#lib/http/safe-path.ts";
import { actorAwaitingCode } from "#lib/server/auth/current-actor.ts";
import { codePath } from "#lib/server/auth/oidc/callback.ts";
import { settings } from "#lib/server/config/settings.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("sso.code"))("title") };
}

/** Asks for the second factor after single sign-on; only for a session that awaits it. */
export default async function CodePage({ searchParams }: PageProps<"/sign-in/code">) {
  const { callbackUrl, problem } = await searchParams;
  const path = safePath(String(callbackUrl ?? ""));
  const actor = await actorAwaitingCode();
  if (!actor) redirect(`/sign-in?callbackUrl=${encodeURIComponent(path)}`);
  const t = await getTranslations();
  return (
    <Shell path={codePath(path)} person={null} environment={settings().environment}>
      <div className="mx-auto max-w-md space-y-4">
        <form
          action="/api/auth/code"
          method="post"
          className="space-y-4 rounded-lg border border-line bg-surface p-5 shadow-card sm:p-6"
        >
          <h1 className="font-semibold text-ink text-xl">{t("sso.code.title")}</h1>
          <p className="text-muted text-sm [overflow-wrap:anywhere]">
            {t("sso.code.why", { email: actor.email })}
          </p>
          {problem === "wrong" ? (
            <Notice tone="red" alert>
              {t("sso.code.wrong")}
            </Notice>
          ) : null}
          <input type="hidden" name="callbackUrl" value={path} />
          <CodeField label={t("sign_in.code")} hint={t("sso.code.hint")} required autoFocus />
          <button type="submit" className={`${BUTTON.primary} w-full`}>
            {t("sso.code.submit")}
          </button>
        </form>
        <form action="/api/sign-out" method="post">
          <button type="submit" className={`${BUTTON.plain} w-full`}>
            {t("app.sign_out")}
          </button>
        </form>
      </div>
    </Shell>
  );
}
