import { useTranslations } from "next-intl";
import { transactionPath } from "#lib/payment/look-up.ts";
import { PracticeList } from "./practice-list.tsx";

interface Group {
  title: string;
  numbers: readonly { invoice: string; href: string; title: string }[];
}

/** One number for each outcome that a clerk meets often. */
const TYPICAL = [
  { invoice: "10000101", badge: "paid" },
  { invoice: "10000102", badge: "held" },
  { invoice: "10000201", badge: "failed" },
  { invoice: "10000305", badge: "in_progress" },
  { invoice: "10000401", badge: "refunded" },
  { invoice: "205218074", badge: "partly_refunded" },
  { invoice: "10000103", badge: "released" },
  { invoice: "10000807", badge: "not_found" },
] as const;

/** Practice numbers: one for each usual outcome, and all of them by group behind a fold. */
export function PracticeNumbers({ title, groups }: { title: string; groups: readonly Group[] }) {
  const t = useTranslations();
  const count = groups.reduce((total, { numbers }) => total + numbers.length, 0);
  return (
    <section aria-labelledby="practice-numbers" className="card space-y-3">
      <h2 id="practice-numbers" className="font-semibold text-ink text-sm">
        {title}
      </h2>
      <ul className="flex flex-wrap gap-2">
        {TYPICAL.map(({ invoice, badge }) => (
          <li key={invoice}>
            <a
              href={transactionPath({ invoiceId: invoice })}
              className="inline-flex min-h-11 items-center gap-2 rounded-full border border-line-strong px-4 text-ink text-sm hover:bg-sunken"
            >
              {t(`badge.${badge}`)}
              <span translate="no" className="font-mono text-muted text-xs">
                {invoice}
              </span>
            </a>
          </li>
        ))}
      </ul>
      <PracticeList
        groups={groups}
        words={{
          all: t("look_up.practice_all", { count }),
          filter: t("look_up.practice_filter"),
          none: t("history.empty"),
        }}
      />
    </section>
  );
}
