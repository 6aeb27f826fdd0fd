import { useFormatter, useLocale, useTimeZone, useTranslations } from "next-intl";
import { StatusBadge } from "#components/status/status-badge.tsx";
import { Missing } from "#components/ui/facts/foreign.tsx";
import type { OwnDay, OwnRow } from "#lib/home/own-day.ts";
import { formatMoney } from "#lib/money/money.ts";
import { HomeTime } from "./home-time.tsx";

/** Roles of table elements, which Chromium and Safari drop when CSS lays the table out as lines. */
const ROLE = {
  table: { role: "table" },
  group: { role: "rowgroup" },
  row: { role: "row" },
  cell: { role: "cell" },
  heading: { role: "columnheader" },
} as const;

const HEADINGS = ["number", "status", "amount", "card", "created", "looked"] as const;

/** What this person looked up today, the latest first: a row is one link, two lines of it on a phone. */
export function OwnTable({ day, now }: { day: OwnDay; now: Date }) {
  const t = useTranslations("home");
  const format = useFormatter();
  const zone = useTimeZone() ?? "UTC";
  const { rows, count } = day;
  return (
    <section className="card">
      <div>
        <h2>
          {t("own.title")}
          {count > 0 ? <span className="text-muted">{` · ${format.number(count)}`}</span> : null}
        </h2>
      </div>
      {rows.length === 0 ? (
        <Empty />
      ) : (
        <table {...ROLE.table} className="w-full text-left text-sm max-sm:block">
          <caption className="sr-only">{t("own.title")}</caption>
          <thead {...ROLE.group} className="max-sm:sr-only">
            <tr {...ROLE.row} className="border-line border-b">
              {HEADINGS.map((name) => (
                <th
                  key={name}
                  {...ROLE.heading}
                  scope="col"
                  className={`px-2 pb-2 font-normal text-muted text-xs first:pl-0 last:pr-0 ${isRight(name) ? "text-right" : ""}`}
                >
                  {t(`own.${name}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody {...ROLE.group} className="max-sm:block">
            {rows.map((row) => (
              <Row key={row.href} row={row} now={now} />
            ))}
          </tbody>
        </table>
      )}
      <p className="mt-3 text-muted text-xs">
        {count > rows.length ? `${t("own.more", { n: rows.length })} ` : null}
        {t("own.times", { zone })}
      </p>
    </section>
  );
}

function isRight(name: (typeof HEADINGS)[number]): boolean {
  return name === "amount" || name === "looked";
}

const CELL = "px-2 py-1.5 min-w-0 align-middle text-ink first:pl-0 last:pr-0 max-sm:p-0";

function Row({ row: { href, invoiceId, badge, at, facts }, now }: { row: OwnRow; now: Date }) {
  const locale = useLocale();
  const t = useTranslations("transaction");
  const missing = <Missing text={t("not_provided")} />;
  return (
    <tr
      {...ROLE.row}
      className="relative border-line border-b last:border-b-0 focus-within:bg-sunken hover:bg-sunken max-sm:grid max-sm:min-h-11 max-sm:grid-cols-[1fr_auto_auto] max-sm:items-center max-sm:gap-x-3 max-sm:gap-y-1 max-sm:py-2.5"
    >
      <td {...ROLE.cell} className={CELL}>
        <a
          href={href}
          translate="no"
          className="inline-block break-words font-mono text-accent underline-offset-4 sm:max-w-36 after:absolute after:inset-0 hover:underline focus-visible:outline-none focus-visible:after:outline-2 focus-visible:after:outline-focus focus-visible:after:-outline-offset-2"
        >
          {invoiceId}
        </a>
      </td>
      <td {...ROLE.cell} className={`${CELL} max-sm:order-4`}>
        <StatusBadge answer={badge} />
      </td>
      <td
        {...ROLE.cell}
        className={`${CELL} text-right max-sm:col-span-2 max-sm:font-medium ${facts?.sum ? "" : "max-sm:invisible"}`}
      >
        {facts?.sum ? (
          <bdi translate="no" className="sm:whitespace-nowrap">
            {formatMoney(facts.sum, facts.currency, locale)}
          </bdi>
        ) : (
          missing
        )}
      </td>
      <td {...ROLE.cell} className={`${CELL} whitespace-nowrap max-sm:order-5 max-sm:text-xs`}>
        {facts?.last ? <bdi translate="no">{`•• ${facts.last}`}</bdi> : missing}
      </td>
      <td {...ROLE.cell} className={`${CELL} max-sm:sr-only`}>
        {facts?.createdAt ? <HomeTime at={facts.createdAt} now={now} /> : missing}
      </td>
      <td
        {...ROLE.cell}
        className={`${CELL} text-right text-muted max-sm:order-6 max-sm:text-muted max-sm:text-xs`}
      >
        <HomeTime at={at} now={now} />
      </td>
    </tr>
  );
}

/** Says what the box above understands, to somebody whose day begins. */
function Empty() {
  const t = useTranslations("home.own");
  return (
    <div className="space-y-2 text-muted text-sm">
      <p>{t("empty")}</p>
      <ul className="list-disc space-y-1 pl-5">
        {(["by_number", "by_card", "by_message"] as const).map((way) => (
          <li key={way}>{t(way)}</li>
        ))}
      </ul>
    </div>
  );
}
