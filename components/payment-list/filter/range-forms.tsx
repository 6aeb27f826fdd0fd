import { useFormatter, useTimeZone, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { BUTTON, INPUT } from "#components/ui/button.ts";
import { Icon } from "#components/ui/icon/icon.tsx";
import { type DayRange, type ListQuery, listPath } from "#lib/list/query.ts";
import { DAY_PRESETS, type DayPreset, presetDays } from "#lib/list/ready-views.ts";
import { dayOf } from "#lib/time/zone.ts";
import { KeptInputs } from "./kept-inputs.tsx";
import { Panel } from "./panel.tsx";

const NO_DAYS = { from: null, to: null };
const NO_AMOUNT = { min: null, max: null };

/** The chip of a range of days: the usual ranges at a press, any other by its first and last day. */
export function DaysPanel({ name, query }: { name: "paid" | "looked"; query: ListQuery }) {
  const t = useTranslations("history");
  const today = dayOf(new Date(), useTimeZone() ?? "UTC");
  const range = query[name];
  const preset = DAY_PRESETS.find((one) => isSame(presetDays(one, today), range));
  const format = useFormatter();
  const written = (day: string | null) =>
    day && format.dateTime(new Date(day), { dateStyle: "medium", timeZone: "UTC" });
  const said = useRangeText()(written(range.from), written(range.to));
  return (
    <Panel
      title={t(`names.${name}`)}
      value={preset ? t(`days.${preset}`) : said}
      without={listPath(query, { [name]: NO_DAYS, place: null })}
    >
      <ul className="mb-3 flex flex-wrap gap-x-1">
        {DAY_PRESETS.map((one) => (
          <li key={one}>
            <Preset preset={one} isChosen={one === preset} href={pathOf(one)} />
          </li>
        ))}
      </ul>
      <RangeForm query={{ ...query, [name]: NO_DAYS }} title={t(`names.${name}`)}>
        <Day name={`${name}_from`} title={t("from")} day={range.from} />
        <Day name={`${name}_to`} title={t("to")} day={range.to} />
      </RangeForm>
    </Panel>
  );
  function pathOf(one: DayPreset): string {
    return listPath(query, { [name]: presetDays(one, today), place: null });
  }
}

function Day({ name, title, day }: { name: string; title: string; day: string | null }) {
  return (
    <Bound id={name} title={title}>
      <input id={name} type="date" name={name} defaultValue={day ?? ""} className={INPUT} />
    </Bound>
  );
}

function Preset({
  preset,
  isChosen,
  href,
}: {
  preset: DayPreset;
  isChosen: boolean;
  href: string;
}) {
  const t = useTranslations("history");
  return (
    <a href={href} aria-current={isChosen ? "true" : undefined} className="panel-link">
      {t(`days.${preset}`)}
      {isChosen ? (
        <>
          <Icon name="tick" />
          <span className="sr-only">{t("chosen")}</span>
        </>
      ) : null}
    </a>
  );
}

function isSame(a: DayRange, b: DayRange): boolean {
  return a.from === b.from && a.to === b.to;
}

/** The chip of the smallest and the largest amount. */
export function AmountPanel({ query }: { query: ListQuery }) {
  const t = useTranslations("history");
  const { min, max } = query.amount;
  const bound = { inputMode: "decimal", autoComplete: "off", size: 10, className: INPUT } as const;
  return (
    <Panel
      title={t("names.amount")}
      value={useRangeText()(min, max)}
      without={listPath(query, { amount: NO_AMOUNT, place: null })}
    >
      <RangeForm query={{ ...query, amount: NO_AMOUNT }} title={t("names.amount")}>
        <Bound id="min" title={t("from")}>
          <input id="min" name="min" defaultValue={min ?? ""} {...bound} />
        </Bound>
        <Bound id="max" title={t("to")}>
          <input id="max" name="max" defaultValue={max ?? ""} {...bound} />
        </Bound>
      </RangeForm>
    </Panel>
  );
}

/** A range in words: "100 – 200", "from 100", "to 200"; "" for none. */
function useRangeText(): (from: string | null, to: string | null) => string {
  const t = useTranslations("history");
  return (from, to) => {
    if (from !== null && from === to) return from;
    if (from !== null && to !== null) return `${from} – ${to}`;
    if (from !== null) return `${t("from")} ${from}`;
    return to === null ? "" : `${t("to")} ${to}`;
  };
}

function RangeForm({
  query,
  title,
  children,
}: {
  query: ListQuery;
  title: string;
  children: ReactNode;
}) {
  const t = useTranslations("history");
  return (
    <form action="/transactions" method="get">
      <KeptInputs query={query} />
      <fieldset className="flex min-w-0 flex-wrap items-end gap-2">
        <legend className="sr-only">{title}</legend>
        {children}
        <button type="submit" className={BUTTON.plain}>
          {t("apply")}
        </button>
      </fieldset>
    </form>
  );
}

function Bound({ id, title, children }: { id: string; title: string; children: ReactNode }) {
  return (
    <div className="grid min-w-0 gap-1">
      <label htmlFor={id} className="text-muted text-xs">
        {title}
      </label>
      {children}
    </div>
  );
}
