import { useTranslations } from "next-intl";
import { BUTTON } from "#components/ui/button.ts";
import { Field } from "#components/ui/field.tsx";
import { Section } from "#components/ui/section.tsx";
import { ROLES } from "#lib/account/access.ts";

/** Adds a person by e-mail address and role, and explains the roles. */
export function InviteForm() {
  const t = useTranslations();
  return (
    <Section title={t("account.people.invite_title")}>
      <form action="/api/people" method="post" className="space-y-4">
        <Field
          label={t("account.people.email")}
          width="w-full sm:w-80"
          name="email"
          type="email"
          required
          maxLength={254}
          autoComplete="off"
        />
        <fieldset className="space-y-2">
          <legend className="mb-1 font-medium text-sm">{t("account.people.role")}</legend>
          {ROLES.map((role) => (
            <label key={role} className="flex items-baseline gap-2 text-sm">
              <input
                type="radio"
                name="role"
                value={role}
                defaultChecked={role === "clerk"}
                className="size-4 shrink-0 translate-y-0.5 accent-accent"
              />
              <span>
                <span className="text-ink">{t(`app.role.${role}`)}</span>
                <span className="text-muted">: {t(`account.people.roles.${role}`)}</span>
              </span>
            </label>
          ))}
        </fieldset>
        <button type="submit" name="act" value="invite" className={BUTTON.primary}>
          {t("account.people.invite")}
        </button>
      </form>
    </Section>
  );
}
