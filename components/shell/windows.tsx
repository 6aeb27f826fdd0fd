import { useTranslations } from "next-intl";
import { Commands } from "./commands.tsx";

/** The page's windows. */
export function Windows({
  path,
  singleKeys,
}: {
  /** This page's own address, to come back to. */
  path: string;
  /** May single keys do something? Ctrl+K always may. */
  singleKeys: boolean;
}) {
  const t = useTranslations("palette");
  const words = {
    names: { palette: t("title"), help: t("help.title") },
    placeholder: t("placeholder"),
    close: t("help.close"),
    failed: t("failed"),
    signedOut: t("signed_out"),
    signIn: t("sign_in"),
    path,
  };
  return <Commands words={words} singleKeys={singleKeys} />;
}
