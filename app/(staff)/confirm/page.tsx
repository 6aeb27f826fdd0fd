import type { Metadata } from "next";
import { useTranslations } from "next-intl";
import { getTranslations } from "next-intl/server";
import { orMissing } from "#app/missing-page.tsx";
import { PasswordAndCode } from "#components/account/sign-in-fields.tsx";
import { SsoProofForm } from "#components/account/sso-proof-form.tsx";
import { useActText } from "#components/account/use-act-text.ts";
import { PasskeyButton } from "#components/passkey/passkey-button.tsx";
import { Shell } from "#components/shell/shell.tsx";
import { Notice } from "#components/ui/notice.tsx";
import type { Act } from "#lib/account/acts.ts";
import { safePath } from "#lib/http/safe-path.ts";
import type { Actor } from "#lib/server/actor.ts";
import { requireActor } from "#lib/server/auth/current-actor.ts";
import { relyingParty } from "#lib/server/auth/passkeys/relying-party.ts";
import { readAct } from "#lib/server/auth/proof/act-request.ts";
import { stepUpPath } from "#lib/server/auth/step-up.ts";
import { settings } from "#lib/server/config/settings.ts";
import { database } from "#lib/server/db/client.ts";
import { personById } from "#lib/server/people/accounts.ts";
import { hasFactor } from "#lib/server/people/factors/has-factor.ts";
import { hasPasskey } from "#lib/server/people/factors/passkeys.ts";
import { linkedSince } from "#lib/server/people/identities.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("account.proof"))("title") };
}

/**
 * Asks the person to re-authenticate (step-up) before a sensitive action; says which one if they prove
 * themselves for it only. Staff only.
 */
export default orMissing(async function ConfirmPage({ searchParams }: PageProps<"/confirm">) {
  const query = await searchParams;
  const { problem } = query;
  const back = safePath(typeof query.back === "string" ? query.back : "/");
  const purpose = typeof query.for === "string" ? query.for : "";
  // After a sign-in, which is no proof for an act, the act asks for it again.
  const actor = await requireActor("account.manage", back);
  const act = readAct(purpose, actor);
  const path = stepUpPath(back, act && { act, actor });
  const { db } = await database();
  const { environment, sso } = settings();
  const person = await personById(db, actor.personId);
  const hasOwn = relyingParty() !== null && (await hasPasskey(db, actor.personId));
  // Administrators need their password in addition to the passkey.
  const offersPasskey = hasOwn && (actor.role !== "admin" || person?.hasPassword === true);
  const isLinked = sso !== null && (await linkedSince(db, actor.personId)) !== null;
  const t = await getTranslations("account.proof");
  return (
    <Shell path={path} person={actor} environment={environment}>
      <div className="mx-auto max-w-md space-y-4">
        <h1 className="font-semibold text-ink text-xl">{t("title")}</h1>
        {act ? <ActInWords act={act} /> : <p className="text-muted text-sm">{t("why")}</p>}
        {problem ? (
          <div id={PROBLEM}>
            <Notice tone="red" alert>
              {sso && problem === "sso"
                ? (await getTranslations("sso"))("prove_failed", { name: sso.name })
                : t("wrong")}
            </Notice>
          </div>
        ) : null}
        {person?.hasPassword || offersPasskey ? (
          <OwnProof
            actor={actor}
            back={back}
            purpose={purpose}
            hasPassword={person?.hasPassword ?? false}
            offersPasskey={offersPasskey}
            needsCode={await hasFactor(db, actor.personId)}
            isWrong={problem !== undefined && problem !== "sso"}
          />
        ) : null}
        {sso && isLinked ? <SsoProofForm name={sso.name} purpose={purpose} back={back} /> : null}
      </div>
    </Shell>
  );
});

const PROBLEM = "proof-problem";

/** What the person proves themselves for. */
function ActInWords({ act }: { act: Act }) {
  const t = useTranslations("account.proof");
  const text = useActText()(act);
  return (
    <div className="space-y-1 text-sm">
      <p className="text-muted">{t("why_act")}</p>
      <p className="font-medium text-ink [overflow-wrap:anywhere]">{text}</p>
      <p className="text-muted">{t("once")}</p>
    </div>
  );
}

/** What the person can re-authenticate with: password and code of a second factor, or a passkey. */
async function OwnProof({
  actor: { email, role },
  back,
  purpose,
  hasPassword,
  offersPasskey,
  needsCode,
  isWrong,
}: {
  actor: Actor;
  back: string;
  /** The act, sealed. */
  purpose: string;
  hasPassword: boolean;
  offersPasskey: boolean;
  /** Whether the person has a second factor. */
  needsCode: boolean;
  /** Whether the last attempt was wrong. */
  isWrong: boolean;
}) {
  const t = await getTranslations("account.proof");
  return (
    <form
      action="/api/confirm"
      method="post"
      className="space-y-4 rounded-lg border border-line bg-surface p-5 shadow-card sm:p-6"
    >
      <input type="hidden" name="for" value={purpose} />
      <input type="hidden" name="back" value={back} />
      <input type="hidden" name="username" autoComplete="username" value={email} />
      {hasPassword ? (
        <PasswordAndCode
          words={{ password: t("password"), submit: t("submit") }}
          code={needsCode ? { label: t("code"), hint: t("code_hint"), fold: null } : null}
          problemId={isWrong ? PROBLEM : null}
          hasFocus
        />
      ) : null}
      {offersPasskey ? (
        <PasskeyButton
          purpose="proof"
          action="/api/confirm"
          label={t(role === "admin" ? "passkey_and_password" : "passkey")}
          failed={t("passkey_failed")}
        />
      ) : null}
    </form>
  );
}
