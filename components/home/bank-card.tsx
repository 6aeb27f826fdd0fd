import { useFormatter, useTranslations } from "next-intl";
import { useTime } from "#components/ui/use-time.ts";
import type { BankHealth } from "#lib/home/bank-health.ts";

/** How the bank answers, as far as our own recent questions tell. */
export function BankCard({ health }: { health: BankHealth }) {
  const t = useTranslations("home.bank");
  return (
    <section className="card">
      <div>
        <h2>{t("title")}</h2>
      </div>
      <Health health={health} />
    </section>
  );
}

/** The same without a frame. */
export function Health({ health }: { health: BankHealth }) {
  const t = useTranslations("home.bank");
  const time = useTime();
  const format = useFormatter();
  if (health.is === "silent") {
    return (
      <>
        <Line tone="red">{t("silent", { time: time(health.since, "clock") })}</Line>
        <p className="mt-1 text-muted text-xs">{t("tell")}</p>
      </>
    );
  }
  const { minutes } = health;
  if (health.is === "not_asked") return <Line tone="slate">{t("not_asked", { minutes })}</Line>;
  const { asked, failed, medianMs } = health;
  if (medianMs === null) {
    return (
      <>
        <Line tone="red">{t("none", { count: asked, minutes })}</Line>
        <p className="mt-1 text-muted text-xs">{t("tell")}</p>
      </>
    );
  }
  const seconds = format.number(medianMs / 1_000, { maximumSignificantDigits: 2 });
  return (
    <>
      <Line tone={failed > 0 ? "amber" : "emerald"}>{t("answers", { seconds })}</Line>
      <p className="mt-1 text-muted text-xs">
        {failed > 0
          ? t("failed", { failed, count: asked, minutes })
          : t("asked", { count: asked, minutes })}
      </p>
    </>
  );
}

const DOT = {
  emerald: "bg-emerald-edge",
  amber: "bg-amber-edge",
  red: "bg-red-edge",
  slate: "bg-slate-edge",
} as const;

function Line({ tone, children }: { tone: keyof typeof DOT; children: string }) {
  return (
    <p className="flex items-baseline gap-2 text-ink text-sm">
      <span aria-hidden="true" className={`size-2.5 shrink-0 rounded-full ${DOT[tone]}`} />
      <span>{children}</span>
    </p>
  );
}
