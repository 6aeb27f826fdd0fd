import { useTranslations } from "next-intl";
import { Icon } from "#components/ui/icon/icon.tsx";
import type { Checklist, SetUpStep } from "#lib/home/checklist.ts";

/** Where a step is done, as far as that is on a page. */
const PAGES: Partial<Record<SetUpStep, string>> = {
  factor: "/account/factor",
  second_admin: "/people",
  staff: "/people",
};

/** What is still to be set up, for administrators; it goes when all is done. */
export function SetUpList({ steps }: { steps: Checklist }) {
  const t = useTranslations("home.set_up");
  const done = steps.filter(({ isDone }) => isDone).length;
  return (
    <section className="card">
      <div>
        <h2>{t("title")}</h2>
        <p className="text-muted text-xs">{t("done_of", { done, total: steps.length })}</p>
      </div>
      <ul className="space-y-2 text-sm">
        {steps.map(({ step, isDone }) => (
          <li key={step} className="flex items-baseline gap-2">
            {isDone ? (
              <Icon name="tick" className="size-4 shrink-0 translate-y-0.5 text-emerald-ink" />
            ) : (
              <span
                aria-hidden="true"
                className="size-4 shrink-0 translate-y-0.5 rounded-full border-2 border-line-strong"
              />
            )}
            <span className={isDone ? "text-muted" : "text-ink"}>
              <span className="sr-only">{t(isDone ? "is_done" : "is_open")} </span>
              {!isDone && PAGES[step] ? (
                <a href={PAGES[step]} className="text-accent underline underline-offset-2">
                  {t(`steps.${step}`)}
                </a>
              ) : (
                t(`steps.${step}`)
              )}
              {!isDone && (step === "bank" || step === "answer") ? (
                <span className="block text-muted text-xs">{t(`how.${step}`)}</span>
              ) : null}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
