import type { Metadata } from "next";
import { cookies } from "next/headers";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { PasswordAndCode } from "#components/account/sign-in-fields.tsx";
import { PasskeyButton } from "#components/passkey/passkey-button.tsx";
import { Shell } from "#components/shell/shell.tsx";
import { DemoPeople } from "#components/sign-in/demo-people.tsx";
import { SsoForm } from "#components/sign-in/sso-form.tsx";
import { Field } from "#components/ui/field.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { DEMO } from "#lib/account/demo.ts";
import { safePath } from "#lib/http/safe-path.ts";
import { knownBrowser } from "#lib/server/auth/attempts/known-browser.ts";
import { csrfCookieName, tokenOf } from "#lib/server/auth/csrf.ts";
import { actorAwaitingCode, currentActor, signInPath } from "#lib/server/auth/current-actor.ts";
import { codePath } from "#lib/server/auth/oidc/callback.ts";
import { relyingParty } from "#lib/server/auth/passkeys/relying-party.ts";
import { settings } from "#lib/server/config/settings.ts";
import { flashCookieName, typedEmail } from "#lib/server/http/flash.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("sign_in"))("title") };
}

/** The sign-in form; public. A plain form, so that it works without scripts. */
export default async function SignInPage({ searchParams }: PageProps<"/sign-in">) {
  const query = await searchParams;
  const callbackUrl = safePath(String(query.callbackUrl ?? ""), settings().app.url.origin);
  if (await currentActor()) redirect(callbackUrl);
  if (await actorAwaitingCode()) redirect(codePath(callbackUrl));
  const csrf = tokenOf((await cookies()).get(csrfCookieName())?.value);
  // Pages set no cookies. A token of another installation or secret is replaced before the form is drawn.
  if (csrf === null && !hasJustBegun(query.begun)) redirect(signInPath(callbackUrl));
  const t = await getTranslations("sign_in");
  const { environment, sso } = settings();
  const email = typedEmail((await cookies()).get(flashCookieName())?.value);
  const problem = await problemOf(query.error);
  const usesCodes = (await knownBrowser())?.usesCodes ?? false;
  return (
    <Shell
      path={`/sign-in?callbackUrl=${encodeURIComponent(callbackUrl)}`}
      person={null}
      environment={environment}
    >
      <div className="mx-auto max-w-md space-y-4">
        {query.done === "set-up" ? (
          <Notice tone="emerald">{(await getTranslations("set_up"))("done")}</Notice>
        ) : null}
        {csrf ? null : <Notice tone="red">{t("cookies")}</Notice>}
        <form
          action="/api/auth/callback/credentials"
          method="post"
          data-sign-in=""
          className="space-y-4 rounded-lg border border-line bg-surface p-5 shadow-card sm:p-6"
        >
          <h1 className="font-semibold text-ink text-xl">{t("title")}</h1>
          {problem ? (
            <div id={PROBLEM}>
              <Notice tone={problem.tone} alert>
                {problem.text}
              </Notice>
            </div>
          ) : null}
          <input type="hidden" name="csrfToken" value={csrf ?? ""} />
          <input type="hidden" name="callbackUrl" value={callbackUrl} />
          <Field
            label={t("email")}
            name="email"
            type="email"
            autoComplete="username"
            required
            maxLength={254}
            defaultValue={email}
            autoFocus={email === ""}
          />
          <PasswordAndCode
            words={{ password: t("password"), submit: t("submit") }}
            code={{
              label: t("code"),
              hint: t("code_hint"),
              // After a refusal it is in sight for everybody, so that it tells nothing of the account.
              fold: problem || usesCodes || query.done === "set-up" ? null : t("code_fold"),
            }}
            problemId={problem?.isAboutFields ? PROBLEM : null}
            hasFocus={email !== ""}
          />
          {relyingParty() ? (
            <PasskeyButton
              purpose="sign-in"
              action="/api/auth/callback/passkey"
              label={t("passkey")}
              hint={t("passkey_hint")}
              failed={t("passkey_failed")}
            />
          ) : null}
          <p className="text-muted text-sm">{t("help")}</p>
        </form>
        {sso && csrf ? <SsoForm name={sso.name} csrf={csrf} callbackUrl={callbackUrl} /> : null}
        {environment === "practice" && csrf ? (
          <DemoPeople {...DEMO} csrf={csrf} callbackUrl={callbackUrl} />
        ) : null}
      </div>
    </Shell>
  );
}

const PROBLEM = "sign-in-problem";

/** Why the last attempt did not sign in, and whether that is to be mended in the fields. */
async function problemOf(error: unknown) {
  const { sso } = settings();
  if (sso && isSsoError(error)) {
    const text = (await getTranslations("sso.error"))(error, { name: sso.name });
    return { tone: "red", text, isAboutFields: false } as const;
  }
  if (error === "expired") {
    const text = (await getTranslations("interruption"))("sign_in_expired");
    return { tone: "amber", text, isAboutFields: false } as const;
  }
  if (error !== "CredentialsSignin") return null;
  const text = (await getTranslations("sign_in"))("wrong");
  return { tone: "red", text, isAboutFields: true } as const;
}

/** How long the way back from setting the cookie takes at most. */
const BEGUN_MILLISECONDS = 10_000;

/** Whether the browser has just been sent the cookie of the token, so without it it keeps none. */
function hasJustBegun(begun: unknown): boolean {
  return Math.abs(Date.now() - Number(begun)) < BEGUN_MILLISECONDS;
}

function isSsoError(error: unknown): error is "sso" | "sso_stranger" | "sso_taken" {
  return error === "sso" || error === "sso_stranger" || error === "sso_taken";
}
