import { useTranslations } from "next-intl";
import { BUTTON } from "#components/ui/button.ts";

/** Starts a sign-in at the identity provider. */
export function SsoForm({
  name,
  csrf,
  callbackUrl,
}: {
  /** Name of the provider. */
  name: string;
  csrf: string;
  callbackUrl: string;
}) {
  const t = useTranslations("sso");
  return (
    <form action="/api/auth/sso" method="post">
      <input type="hidden" name="csrfToken" value={csrf} />
      <input type="hidden" name="callbackUrl" value={callbackUrl} />
      <button type="submit" className={`${BUTTON.plain} w-full [overflow-wrap:anywhere]`}>
        {t("sign_in", { name })}
      </button>
    </form>
  );
}
