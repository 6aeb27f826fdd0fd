import { useTranslations } from "next-intl";
import { BUTTON } from "#components/ui/button.ts";
import { Notice } from "#components/ui/notice.tsx";
import { Section } from "#components/ui/section.tsx";
import { useTime } from "#components/ui/use-time.ts";

/** Links and unlinks the person's identity at the provider. */
export function IdentitySection({
  name,
  linkedSince,
  problem,
  done,
}: {
  /** Name of the provider. */
  name: string;
  linkedSince: Date | null;
  problem: string | null;
  done: string | null;
}) {
  const t = useTranslations("sso");
  const time = useTime();
  return (
    <Section title={t("title")}>
      <div id="sso" className="space-y-3 text-sm">
        {problem === "sso" || problem === "sso_taken" || problem === "sso_only" ? (
          <Notice tone="red" alert>
            {t(`problem.${problem}`, { name })}
          </Notice>
        ) : null}
        {done === "sso" || done === "no_sso" ? (
          <Notice tone="emerald">{t(`done.${done}`)}</Notice>
        ) : null}
        <p>
          {linkedSince ? t("linked", { name, time: time(linkedSince) }) : t("not_linked", { name })}
        </p>
        <form action="/api/account/sso" method="post">
          <button
            type="submit"
            name="act"
            value={linkedSince ? "disconnect" : "connect"}
            className={`${BUTTON.plain} [overflow-wrap:anywhere]`}
          >
            {t(linkedSince ? "disconnect" : "connect", { name })}
          </button>
        </form>
      </div>
    </Section>
  );
}
