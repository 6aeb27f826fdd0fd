import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { SsoProofForm } from "#components/account/sso-proof-form.tsx";
import { Shell } from "#components/shell/shell.tsx";
import { BUTTON } from "#components/ui/button.ts";
import { Field } from "#components/ui/field.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { safePath } from "#lib/safe-path.ts";
import { database } from "#lib/server/db/client.ts";
import { linkedSince } from "#lib/server/identities.ts";
import { proofPath } from "#lib/server/proof.ts";
import { requireActor } from "#lib/server/session.ts";
import { settings } from "#lib/server/settings.ts";
import { personById } from "#lib/server/staff.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("account.proof"))("title") };
}

/** A fresh proof before a grave act. Staff only. */
export default async function ConfirmPage({ searchParams }: PageProps<"/confirm">) {
  const { back, problem } = await searchParams;
  const path = safePath(typeof back === "string" ? back : "/");
  const actor = await requireActor("account.manage", proofPath(path));
  const { db } = await database();
  const { environment, sso } = settings();
  const person = await personById(db, actor.personId);
  const isLinked = sso !== null && (await linkedSince(db, actor.personId)) !== null;
  const t = await getTranslations("account.proof");
  return (
    <Shell path={proofPath(path)} person={actor} practice={environment === "practice"}>
      <div className="mx-auto max-w-md space-y-4">
        <h1 className="font-semibold text-ink text-xl">{t("title")}</h1>
        <p className="text-muted text-sm">{t("why")}</p>
        {problem ? (
          <Notice tone="red" alert>
            {sso && problem === "sso"
              ? (await getTranslations("sso"))("prove_failed", { name: sso.name })
              : t("wrong")}
          </Notice>
        ) : null}
        {person?.hasPassword ? <PasswordProof email={actor.email} back={path} /> : null}
        {sso && isLinked ? <SsoProofForm name={sso.name} back={path} /> : null}
      </div>
    </Shell>
  );
}

/** The password, and the code of whoever has a second factor. */
async function PasswordProof({ email, back }: { email: string; back: string }) {
  const t = await getTranslations("account.proof");
  return (
    <form
      action="/api/confirm"
      method="post"
      className="space-y-4 rounded-lg border border-line bg-surface p-5 shadow-card sm:p-6"
    >
      <input type="hidden" name="back" value={back} />
      <input type="hidden" name="username" autoComplete="username" value={email} />
      <Field
        label={t("password")}
        name="password"
        type="password"
        autoComplete="current-password"
        required
        maxLength={256}
      />
      <Field
        label={t("code")}
        hint={t("code_hint")}
        name="code"
        autoComplete="one-time-code"
        maxLength={100}
      />
      <button type="submit" className={`${BUTTON.primary} w-full`}>
        {t("submit")}
      </button>
    </form>
  );
}
