import { useTranslations } from "next-intl";
import { Foreign } from "#components/ui/facts/foreign.tsx";
import type { DayFigures, HourFigure } from "#lib/home/figures.ts";

const HEIGHT = 100;
const BAR = 40;
const GAP = 6;
/** So many hours have room, so that a day that begins is drawn no larger. */
const FEWEST = 10;

/** Look-ups by hour, with those that were not paid: as bars for the eye, as a table for the rest. */
export function HourChart({ hours, reasons }: Pick<DayFigures, "hours" | "reasons">) {
  const t = useTranslations("home.hours");
  return (
    <section className="card">
      <div>
        <h2>
          {t("title")} <span className="font-normal text-muted">{t("only")}</span>
        </h2>
      </div>
      {hours.length === 0 ? (
        <p className="text-muted text-sm">{t("none")}</p>
      ) : (
        <>
          <Bars hours={hours} />
          <p className="mt-2 flex flex-wrap gap-x-4 gap-y-1 text-muted text-xs">
            <Key className="fill-sky-edge" text={t("others")} />
            <Key className="fill-red-edge" text={t("not_paid")} />
          </p>
          {reasons.length > 0 ? (
            <p className="mt-2 text-muted text-xs">
              {t("reasons")}{" "}
              {reasons.map(({ code, count }, place) => (
                <span key={code} className="whitespace-nowrap">
                  <Foreign isCode>{code}</Foreign>
                  {` (${count})${place < reasons.length - 1 ? ", " : ""}`}
                </span>
              ))}
            </p>
          ) : null}
        </>
      )}
    </section>
  );
}

function Bars({ hours }: { hours: readonly HourFigure[] }) {
  const t = useTranslations("home.hours");
  const most = Math.max(...hours.map(({ payments }) => payments), 1);
  const width = Math.max(hours.length, FEWEST) * (BAR + GAP);
  const heightOf = (count: number) => (count / most) * HEIGHT;
  return (
    <>
      <svg viewBox={`0 0 ${width} ${HEIGHT + 34}`} className="max-h-56 w-full" aria-hidden="true">
        {hours.map(({ hour, payments, notPaid }, place) => {
          const x = place * (BAR + GAP);
          const [all, red] = [heightOf(payments), heightOf(notPaid)];
          return (
            <g key={hour}>
              <rect
                x={x}
                y={14 + HEIGHT - all}
                width={BAR}
                height={all - red}
                className="fill-sky-edge"
              />
              <rect
                x={x}
                y={14 + HEIGHT - red}
                width={BAR}
                height={red}
                className="fill-red-edge"
              />
              <text
                x={x + BAR / 2}
                y={10 + HEIGHT - all}
                className="fill-ink text-[11px]"
                textAnchor="middle"
              >
                {payments || ""}
              </text>
              <text
                x={x + BAR / 2}
                y={HEIGHT + 29}
                className="fill-muted text-[11px]"
                textAnchor="middle"
              >
                {hour}
              </text>
            </g>
          );
        })}
      </svg>
      <div className="sr-only">
        <table>
          <caption>{t("title")}</caption>
          <thead>
            <tr>
              <th scope="col">{t("hour")}</th>
              <th scope="col">{t("all")}</th>
              <th scope="col">{t("not_paid")}</th>
            </tr>
          </thead>
          <tbody>
            {hours.map(({ hour, payments, notPaid }) => (
              <tr key={hour}>
                <th scope="row">{`${hour}:00`}</th>
                <td>{payments}</td>
                <td>{notPaid}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}

function Key({ className, text }: { className: string; text: string }) {
  return (
    <span className="inline-flex items-center gap-1.5">
      <svg viewBox="0 0 8 8" className="size-2.5 shrink-0" aria-hidden="true">
        <rect width="8" height="8" rx="2" className={className} />
      </svg>
      {text}
    </span>
  );
}
