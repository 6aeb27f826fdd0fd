import { useTranslations } from "next-intl";
import type { Act } from "#lib/account/acts.ts";

/** Says in the reader's language what an act does, and to whom. */
export function useActText(): (act: Act) => string {
  const t = useTranslations();
  return ({ name, on, role }) =>
    t(`account.acts.${name}`, { on, role: role ? t(`app.role.${role}`) : "" });
}
