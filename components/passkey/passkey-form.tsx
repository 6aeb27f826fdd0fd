import { useTranslations } from "next-intl";
import { Field } from "#components/ui/field.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { Section } from "#components/ui/section.tsx";
import { PasskeyButton } from "./passkey-button.tsx";

const ACTION = "/api/account/passkeys";

/** Adds a passkey with a name that the person chooses. */
export function PasskeyForm({
  isRefused,
  needsPassword,
}: {
  isRefused: boolean;
  needsPassword: boolean;
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
        <form action={ACTION} method="post" data-needs-scripts="" className="space-y-4">
          <input type="hidden" name="act" value="add" />
          <Field
            label={t("name")}
            hint={t("name_hint")}
            name="name"
            autoComplete="off"
            maxLength={60}
          />
          <PasskeyButton
            purpose="registration"
            action={ACTION}
            label={t("add")}
            failed={t("failed")}
          />
        </form>
      </div>
    </Section>
  );
}
