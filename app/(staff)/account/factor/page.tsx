import type { Metadata } from "next";
import { cookies } from "next/headers";
import { getTranslations } from "next-intl/server";
import { orMissing } from "#app/missing-page.tsx";
import { QrCode } from "#components/account/qr-code.tsx";
import { RecoveryCodes } from "#components/account/recovery-codes.tsx";
import { PasskeyForm } from "#components/passkey/passkey-form.tsx";
import { Shell } from "#components/shell/shell.tsx";
import { BUTTON } from "#components/ui/button.ts";
import { CopyButton } from "#components/ui/copy-button.tsx";
import { CopyListener } from "#components/ui/copy-listener.tsx";
import { Field } from "#components/ui/field.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { Section } from "#components/ui/section.tsx";
import { requireActor } from "#lib/server/auth/current-actor.ts";
import { relyingParty } from "#lib/server/auth/passkeys/relying-party.ts";
import {
  type Enrolment,
  hasFactor,
  hasTotp,
  pendingEnrolment,
} from "#lib/server/auth/second-factor/second-factor.ts";
import { stepUpPath } from "#lib/server/auth/step-up.ts";
import { settings } from "#lib/server/config/settings.ts";
import { database } from "#lib/server/db/client.ts";
import { flashCookieName, readFlash } from "#lib/server/http/flash.ts";
import { hasProof } from "#lib/server/people/sessions/proofs.ts";

const PATH = "/account/factor";
const PASSKEY = { name: "passkey_add", on: "" } as const;

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("account.factor"))("title") };
}

/** Sets up or replaces a second factor, an app or a passkey. Staff only. */
export default orMissing(async function FactorPage({ searchParams }: PageProps<"/account/factor">) {
  const actor = await requireActor("account.manage", PATH);
  const { problem } = await searchParams;
  const { db } = await database();
  const flash = readFlash((await cookies()).get(flashCookieName())?.value, actor.personId);
  const pending = await pendingEnrolment(db, actor);
  const hasApp = await hasTotp(db, actor.personId);
  const t = await getTranslations("account.factor");
  return (
    <Shell path={PATH} person={actor} environment={settings().environment}>
      <CopyListener />
      <div className="mx-auto max-w-xl space-y-4">
        <h1 className="font-semibold text-ink text-xl">{t("title")}</h1>
        {actor.mustEnrol ? <Notice tone="amber">{t("must")}</Notice> : null}
        {flash?.what === "recovery_codes" ? (
          <Section title={t("codes_title")}>
            <div className="space-y-4">
              <RecoveryCodes codes={flash.codes} email={actor.email} />
              <Act act="seen" label={t("codes_done")} />
            </div>
          </Section>
        ) : (
          <>
            {pending ? (
              <Confirm enrolment={pending} isWrong={problem === "wrong"} />
            ) : hasApp ? (
              <Change />
            ) : (
              <Begin />
            )}
            {relyingParty() ? (
              <PasskeyForm
                isRefused={problem === "passkey"}
                needsPassword={actor.role === "admin"}
                confirm={
                  (await hasProof(db, actor, PASSKEY))
                    ? null
                    : stepUpPath(`${PATH}#passkey`, { act: PASSKEY, actor })
                }
              />
            ) : null}
            {(await hasFactor(db, actor.personId)) ? <NewCodes /> : null}
          </>
        )}
      </div>
    </Shell>
  );
});

/** One step of the set-up as a plain form. */
function Act({ act, label, plain = false }: { act: string; label: string; plain?: boolean }) {
  return (
    <form action="/api/account/factor" method="post">
      <button
        type="submit"
        name="act"
        value={act}
        className={plain ? BUTTON.plain : BUTTON.primary}
      >
        {label}
      </button>
    </form>
  );
}

async function Begin() {
  const t = await getTranslations("account.factor");
  return (
    <Section title={t("app")}>
      <div className="space-y-4">
        <p className="text-sm">{t("app_what")}</p>
        <Act act="begin" label={t("begin")} />
      </div>
    </Section>
  );
}

async function Confirm({ enrolment, isWrong }: { enrolment: Enrolment; isWrong: boolean }) {
  const t = await getTranslations("account.factor");
  const copy = await getTranslations("copy");
  const key = new URL(enrolment.uri).searchParams.get("secret") ?? "";
  return (
    <Section title={t("scan")}>
      <div className="space-y-4">
        <QrCode {...enrolment.qr} label={t("scan")} />
        <p className="text-sm">
          {t("by_hand")}{" "}
          <span translate="no" className="font-mono [overflow-wrap:anywhere]">
            {key.replace(/(.{4})(?=.)/g, "$1 ")}
          </span>{" "}
          <CopyButton
            value={key}
            label={copy("copy", { what: t("by_hand") })}
            done={copy("copied", { what: t("by_hand") })}
          />
        </p>
        {isWrong ? (
          <Notice tone="red" alert>
            {t("wrong")}
          </Notice>
        ) : null}
        <form action="/api/account/factor" method="post" className="flex flex-wrap items-end gap-3">
          <input type="hidden" name="act" value="confirm" />
          <Field
            label={t("code")}
            width="w-40 font-mono"
            name="code"
            inputMode="numeric"
            autoComplete="one-time-code"
            required
            maxLength={10}
          />
          <button type="submit" className={BUTTON.primary}>
            {t("confirm")}
          </button>
        </form>
      </div>
    </Section>
  );
}

async function Change() {
  const t = await getTranslations("account.factor");
  return (
    <Section title={t("app")}>
      <div className="space-y-4">
        <p className="text-sm">{t("on")}</p>
        <p className="text-muted text-sm">{t("anew_note")}</p>
        <Act act="begin" label={t("anew")} plain />
      </div>
    </Section>
  );
}

async function NewCodes() {
  const t = await getTranslations("account.factor");
  return (
    <Section title={t("codes_title")}>
      <div className="space-y-4">
        <p className="text-muted text-sm">{t("codes_renew_note")}</p>
        <Act act="codes" label={t("codes_renew")} plain />
      </div>
    </Section>
  );
}
