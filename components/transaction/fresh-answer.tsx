import { getLocale, getMessages, getTimeZone, getTranslations } from "next-intl/server";
import { BUTTON } from "#components/ui/button.ts";
import { Notice } from "#components/ui/notice.tsx";
import { type LookUpAnswer, transactionPath } from "#lib/look-up.ts";
import { formatTime } from "#lib/time.ts";
import { AnswerView } from "./answer-view.tsx";
import { LastKnown } from "./known-answer.tsx";
import { LiveStatus, type LiveWords } from "./live-status.tsx";

/** The bank's answer of this moment; where it brings nothing, the last known state stays below. */
export async function FreshAnswer({
  answer: pending,
  known,
  isAdmin,
}: {
  answer: Promise<LookUpAnswer>;
  known: LookUpAnswer | null;
  isAdmin: boolean;
}) {
  const answer = await pending;
  const t = await getTranslations();
  const locale = await getLocale();
  const timeZone = await getTimeZone();
  return (
    <div className="space-y-4">
      <LiveStatus
        answer={answer}
        checkedAt={formatTime(answer.checkedAt, { locale, timeZone, style: "long" })}
        words={await liveWords()}
      />
      <AnswerView answer={answer} />
      {answer.fault ? <Owner answer={answer} isAdmin={isAdmin} /> : null}
      {answer.kind === "not_found" && answer.service === "payment" ? (
        <a href={transactionPath({ ...answer, service: "p2p" })} className={BUTTON.plain}>
          {t("transaction.try_p2p")}
        </a>
      ) : null}
      {answer.class === "no_answer" && known ? <LastKnown known={known} /> : null}
    </div>
  );
}

/** Who has to act when nothing was learned; the hint is for the administrator. */
async function Owner({ answer, isAdmin }: { answer: LookUpAnswer; isAdmin: boolean }) {
  const t = await getTranslations("owner");
  const ours = answer.kind === "our_settings";
  const network = answer.fault === "network" || answer.fault === "timeout";
  return (
    <Notice tone={ours ? "orange" : "slate"}>
      <p>{t(ours ? "our_settings" : network ? "network" : "bank")}</p>
      {ours && isAdmin ? <p>{t("our_settings_hint", { terminal: answer.terminal })}</p> : null}
    </Notice>
  );
}

/** The few texts that the browser needs, in the reader's language, placeholders and all. */
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
    moving: live.moving,
    age: live.age,
    badges: badge,
  };
}
