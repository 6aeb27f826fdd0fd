import { useTranslations } from "next-intl";
import { BUTTON } from "#components/ui/button.ts";
import { Field } from "#components/ui/field.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { Section } from "#components/ui/section.tsx";
import { PasskeyButton } from "./passkey-button.tsx";

const ACTION = "/api/account/passkeys";

/** Adds a passkey with a name that the person chooses, after they proved themselves for it. */
export function PasskeyForm({
  isRefused,
  needsPassword,
  confirm,
}: {
  isRefused: boolean;
  needsPassword: boolean;
  /** Path of the page that asks for the proof; null when there is one. */
  confirm: string | null;
}) {
  const t = useTranslations("account.passkey");
  return (
    <Section title={t("title")}>
      <div id="passkey" className="space-y-4">
        <p className="text-sm">
          {t("what")} {needsPassword ? t("with_password") : null}
        </p>
        {isRefused ? (
          <Notice tone="red" alert>
            {t("refused")}
          </Notice>
        ) : null}
        <noscript>
          <p className="text-muted text-sm">{t("no_scripts")}</p>
        </noscript>
        {confirm ? (
          <a href={confirm} data-needs-scripts="" className={BUTTON.plain}>
            {t("add")}
          </a>
        ) : (
          <AddForm />
        )}
      </div>
    </Section>
  );
}

function AddForm() {
  const t = useTranslations("account.passkey");
  return (
    <form action={ACTION} method="post" data-needs-scripts="" className="space-y-4">
      <input type="hidden" name="act" value="add" />
      <Field
        label={t("name")}
        hint={t("name_hint")}
        name="name"
        autoComplete="off"
        maxLength={60}
      />
      <PasskeyButton purpose="registration" action={ACTION} label={t("add")} failed={t("failed")} />
    </form>
  );
}
