import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { orMissing } from "#app/missing-page.tsx";
import { IdentitySection } from "#components/account/identity-section.tsx";
import { PasswordForm } from "#components/account/password-form.tsx";
import { SessionList } from "#components/account/session-list.tsx";
import { PasskeyList } from "#components/passkey/passkey-list.tsx";
import { Shell } from "#components/shell/shell.tsx";
import { BUTTON } from "#components/ui/button.ts";
import { Section } from "#components/ui/section.tsx";
import { passwordProblemIn } from "#lib/account/password-rule.ts";
import { requireActor } from "#lib/server/auth/current-actor.ts";
import { relyingParty } from "#lib/server/auth/passkeys/relying-party.ts";
import { hasTotp } from "#lib/server/auth/second-factor/second-factor.ts";
import { stepUpPath } from "#lib/server/auth/step-up.ts";
import { settings } from "#lib/server/config/settings.ts";
import { database } from "#lib/server/db/client.ts";
import { passkeysOf } from "#lib/server/people/factors/passkeys.ts";
import { linkedSince } from "#lib/server/people/identities.ts";
import { passwordRule } from "#lib/server/people/password/policy.ts";
import { sessionsOf } from "#lib/server/people/sessions/own-sessions.ts";
import { hasProof } from "#lib/server/people/sessions/proofs.ts";
import { AttackNotice } from "../attack-notice.tsx";

/** Actions on the authenticator app, depending on what the person has set up. */
const FACTOR_ACT = { on: "anew", passkey_only: "begin_app", off: "begin" } as const;
const PASSWORD_CHANGE = { name: "password_change", on: "" } as const;

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("account"))("title") };
}

/** The person's own account: second factor, passkeys, password, sessions. Staff only. */
export default orMissing(async function AccountPage({ searchParams }: PageProps<"/account">) {
  const actor = await requireActor("account.manage", "/account");
  const { problem, done } = await searchParams;
  const { db } = await database();
  const app = await hasTotp(db, actor.personId);
  const passkeys = await passkeysOf(db, actor.personId);
  const factor = app ? "on" : passkeys.length > 0 ? "passkey_only" : "off";
  const isOffered = relyingParty() !== null;
  const sessions = await sessionsOf(db, actor);
  const { environment, sso } = settings();
  const t = await getTranslations();
  return (
    <Shell path="/account" person={actor} environment={environment}>
      <div className="mx-auto max-w-xl space-y-4">
        <div>
          <h1 className="font-semibold text-ink text-xl">{t("account.title")}</h1>
          <p className="text-muted text-sm">
            {t("account.signed_in", { email: actor.email, role: t(`app.role.${actor.role}`) })}
          </p>
        </div>
        <AttackNotice email={actor.email} />
        <Section title={t("account.factor.title")}>
          <p className="mb-3 text-sm">{t(`account.factor.${factor}`)}</p>
          <a href="/account/factor" className={factor === "off" ? BUTTON.primary : BUTTON.plain}>
            {t(`account.factor.${FACTOR_ACT[factor]}`)}
          </a>
        </Section>
        {isOffered || passkeys.length > 0 ? (
          <PasskeyList
            passkeys={passkeys}
            done={
              done === "passkey_added" ? "added" : done === "passkey_removed" ? "removed" : null
            }
            isLastKept={problem === "last_factor"}
            isOffered={isOffered}
          />
        ) : null}
        {sso ? (
          <IdentitySection
            name={sso.name}
            linkedSince={await linkedSince(db, actor.personId)}
            problem={problem === undefined ? null : String(problem)}
            done={done === undefined ? null : String(done)}
          />
        ) : null}
        <PasswordForm
          email={actor.email}
          problem={passwordProblemIn(problem)}
          rule={passwordRule()}
          isDone={done === "password"}
          confirm={
            (await hasProof(db, actor, PASSWORD_CHANGE))
              ? null
              : stepUpPath("/account#password", { act: PASSWORD_CHANGE, actor })
          }
        />
        <SessionList sessions={sessions} isDone={done === "sessions"} />
      </div>
    </Shell>
  );
});
