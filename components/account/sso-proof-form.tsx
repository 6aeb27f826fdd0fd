import { useTranslations } from "next-intl";
import { BUTTON } from "#components/ui/button.ts";

/** Starts a step-up at the identity provider. */
export function SsoProofForm({ name, back }: { name: string; back: string }) {
  const t = useTranslations("sso");
  return (
    <form action="/api/account/sso" method="post">
      <input type="hidden" name="back" value={back} />
      <button
        type="submit"
        name="act"
        value="prove"
        className={`${BUTTON.plain} w-full [overflow-wrap:anywhere]`}
      >
        {t("prove", { name })}
      </button>
    </form>
  );
}
