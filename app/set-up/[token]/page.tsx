import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { NewPassword } from "#components/account/new-password.tsx";
import { Shell } from "#components/shell/shell.tsx";
import { BUTTON } from "#components/ui/button.ts";
import { Notice } from "#components/ui/notice.tsx";
import { passwordProblemIn } from "#lib/account/password-rule.ts";
import { settings } from "#lib/server/config/settings.ts";
import { database } from "#lib/server/db/client.ts";
import { setUpEmail } from "#lib/server/people/password/change.ts";
import { passwordRule } from "#lib/server/people/password/policy.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("set_up"))("title") };
}

/** Sets the first password, for the holder of a valid one-time link. */
export default async function SetUpPage({ params, searchParams }: PageProps<"/set-up/[token]">) {
  const { token } = await params;
  const { problem } = await searchParams;
  const { db } = await database();
  const email = await setUpEmail(db, token);
  const t = await getTranslations("set_up");
  const rule = passwordRule();
  return (
    <Shell
      path={`/set-up/${encodeURIComponent(token)}`}
      person={null}
      environment={settings().environment}
    >
      <div className="mx-auto max-w-md space-y-4">
        <h1 className="font-semibold text-ink text-xl">{t("title")}</h1>
        {email ? (
          <form
            action="/api/set-up"
            method="post"
            className="space-y-4 rounded-lg border border-line bg-surface p-5 shadow-card sm:p-6"
          >
            <p className="text-sm [overflow-wrap:anywhere]">{t("for", { email })}</p>
            <input type="hidden" name="token" value={token} />
            <input type="hidden" name="username" autoComplete="username" value={email} />
            <NewPassword rule={rule} problem={passwordProblemIn(problem)} />
            <button type="submit" className={`${BUTTON.primary} w-full`}>
              {t("submit")}
            </button>
          </form>
        ) : (
          <Notice tone="slate">{t("dead")}</Notice>
        )}
      </div>
    </Shell>
  );
}
