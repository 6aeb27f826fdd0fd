import { useTranslations } from "next-intl";
import { StatusBadge } from "#components/status/status-badge.tsx";
import { BUTTON } from "#components/ui/button.ts";
import { Section } from "#components/ui/section.tsx";
import { TONE } from "#components/ui/tone.ts";
import { useDaysAgo, useTime } from "#components/ui/use-time.ts";
import type { BankAnswer, Fault } from "#lib/payment/payment.ts";

/** A terminal with what is known of it. */
export interface TerminalRow {
  alias: string;
  /** The bank's id of it. */
  id: string;
  /** The last look-up of anybody there, if it is among the latest of all. */
  lastLookUp:
    | (Pick<BankAnswer, "kind" | "class" | "statusName" | "resultCode"> & { at: Date })
    | null;
  lastTest: TerminalTestShown | null;
}

interface TerminalTestShown {
  at: Date;
  fault: Fault | null;
  /** Milliseconds. */
  took: number;
  httpStatus: number | null;
  errorCode: string | null;
  /** Seconds between this clock and the bank's; null when not known. */
  clockApart: number | null;
}

/** A larger difference makes codes by time fail; the same as the doctor's. */
const CLOCK_TOLERANCE_SECONDS = 30;

/** The terminals of the settings, each with its last look-up, its last test and a button that tests it. */
export function TerminalList({ terminals }: { terminals: readonly TerminalRow[] }) {
  const t = useTranslations("settings");
  return (
    <Section title={t("terminals")}>
      <p className="text-muted text-sm">{t("terminals_what")}</p>
      <ul className="divide-y divide-line">
        {terminals.map((terminal) => (
          <li
            key={terminal.alias}
            id={`terminal-${terminal.alias}`}
            data-terminal={terminal.alias}
            className="grid gap-3 py-4 sm:grid-cols-[1fr_auto]"
          >
            <div className="min-w-0 space-y-2 text-sm">
              <h3 className="font-semibold text-ink">
                <bdi translate="no">{terminal.alias}</bdi>
              </h3>
              <dl className="grid gap-x-4 gap-y-2 sm:grid-cols-[12rem_1fr]">
                <dt className="text-muted">{t("terminal_id")}</dt>
                <dd translate="no" className="font-mono [overflow-wrap:anywhere]">
                  {terminal.id}
                </dd>
                <dt className="text-muted">{t("last_answer")}</dt>
                <dd>
                  <LastLookUp lookUp={terminal.lastLookUp} />
                </dd>
                <dt className="text-muted">{t("last_test")}</dt>
                <dd>
                  <LastTest test={terminal.lastTest} />
                </dd>
              </dl>
            </div>
            <form action="/api/terminal-tests" method="post">
              <button
                type="submit"
                name="terminal"
                value={terminal.alias}
                aria-label={t("test_what", { terminal: terminal.alias })}
                className={BUTTON.plain}
              >
                {t("test_now")}
              </button>
            </form>
          </li>
        ))}
      </ul>
    </Section>
  );
}

function LastLookUp({ lookUp }: { lookUp: TerminalRow["lastLookUp"] }) {
  const t = useTranslations("settings");
  const time = useTime();
  if (!lookUp) return <span className="text-muted">{t("no_answer_yet")}</span>;
  return (
    <span className="flex flex-wrap items-center gap-2">
      <StatusBadge answer={lookUp} />
      <time dateTime={lookUp.at.toISOString()} className="text-muted">
        {time(lookUp.at)}
      </time>
    </span>
  );
}

function LastTest({ test }: { test: TerminalTestShown | null }) {
  const t = useTranslations("settings");
  const time = useTime();
  const daysAgo = useDaysAgo();
  if (!test) return <span className="text-muted">{t("not_tested")}</span>;
  const tone = test.fault ? "red" : "emerald";
  const code = [test.httpStatus, test.errorCode].filter((part) => part !== null).join(", ");
  return (
    <div data-tone={tone} className={`space-y-1 rounded-md border px-3 py-2 ${TONE[tone]}`}>
      <p className="font-medium">
        {t(test.fault ? "tested_badly" : "tested_well", { milliseconds: test.took })}
      </p>
      {test.fault ? (
        <p>
          {t(`faults.${test.fault}`)}{" "}
          <span translate="no" className="font-mono text-xs">
            {[test.fault, code].filter(Boolean).join(", ")}
          </span>
        </p>
      ) : null}
      <p>
        {test.clockApart === null
          ? t("clock_unknown")
          : test.clockApart > CLOCK_TOLERANCE_SECONDS
            ? t("clock_apart", { seconds: test.clockApart })
            : t("clock_agrees")}
      </p>
      <p>
        <time dateTime={test.at.toISOString()}>
          {daysAgo(test.at)}, {time(test.at)}
        </time>
      </p>
    </div>
  );
}
