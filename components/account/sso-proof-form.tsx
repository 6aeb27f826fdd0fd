import { useTranslations } from "next-intl";
import { BUTTON } from "#components/ui/button.ts";

/** Starts a step-up at the identity provider, for the act that `purpose` holds sealed. */
export function SsoProofForm({
  name,
  purpose,
  back,
}: {
  name: string;
  purpose: string;
  back: string;
}) {
  const t = useTranslations("sso");
  return (
    <form action="/api/account/sso" method="post">
      <input type="hidden" name="for" value={purpose} />
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
