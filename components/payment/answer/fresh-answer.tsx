import { getLocale, getMessages, getTimeZone, getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { CopyButton } from "#components/ui/copy-button.tsx";
import { Notice } from "#components/ui/notice.tsx";
import type { ShownAnswer } from "#lib/payment/look-up.ts";
import { formatTime } from "#lib/time/format.ts";
import { LiveStatus, type LiveWords } from "../live/live-status.tsx";
import { AnswerView } from "./answer-view.tsx";
import { LastKnown } from "./known-answer.tsx";
import { TerminalsAsked } from "./terminals-asked.tsx";

/**
 * The bank's fresh answer; where it says nothing about the payment, the last known state is shown
 * below.
 */
export async function FreshAnswer({
  answer,
  known,
  namedTerminal,
  isAdmin,
  doctor,
  children,
}: {
  answer: ShownAnswer;
  known: ShownAnswer | null;
  /** Terminal named in the address; without one, a re-check asks all terminals again. */
  namedTerminal: string | undefined;
  isAdmin: boolean;
  /** Suggestions for a number that the bank does not know. */
  doctor: ReactNode;
  /** Sections besides the bank's own: timeline, viewers, copy and share. */
  children: ReactNode;
}) {
  const locale = await getLocale();
  const timeZone = await getTimeZone();
  return (
    <div className="space-y-4">
      <AnswerView
        answer={answer}
        live={
          <LiveStatus
            answer={answer}
            namedTerminal={namedTerminal}
            checkedAt={formatTime(answer.checkedAt, { locale, timeZone, style: "long" })}
            words={await liveWords()}
          />
        }
        actions={
          <>
            {answer.fault ? <Reference id={answer.observationId} /> : null}
            {answer.kind === "our_settings" && isAdmin ? <SettingsHint answer={answer} /> : null}
            <TerminalsAsked answer={answer} />
            {doctor}
          </>
        }
      >
        {children}
      </AnswerView>
      {answer.class === "no_answer" && known ? <LastKnown known={known} /> : null}
    </div>
  );
}

/** The look-up's reference in the audit and the log, for support. */
async function Reference({ id }: { id: string }) {
  const t = await getTranslations();
  const what = t("transaction.reference");
  return (
    <p className="flex flex-wrap items-center gap-2 text-muted text-sm">
      {what}: <span className="font-mono text-ink">{id}</span>
      <CopyButton value={id} label={t("copy.copy", { what })} done={t("copy.copied", { what })} />
    </p>
  );
}

/** Tells an administrator which setting to correct. */
async function SettingsHint({ answer }: { answer: ShownAnswer }) {
  const t = await getTranslations("owner");
  return <Notice tone="orange">{t("our_settings_hint", { terminal: answer.terminal })}</Notice>;
}

/** Texts for the browser in the reader's language, with their placeholders unfilled. */
async function liveWords(): Promise<LiveWords> {
  const { live, badge } = await getMessages();
  return {
    checked: live.checked,
    checkAgain: live.check_again,
    checking: live.checking,
    noChange: live.no_change,
    changed: live.changed,
    noConnection: live.no_connection,
    signedOut: live.signed_out,
    tooMany: live.too_many,
    moving: live.moving,
    age: live.age,
    badges: badge,
  };
}
