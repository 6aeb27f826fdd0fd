import { getLocale, getMessages, getTimeZone, getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { CopyButton } from "#components/ui/copy-button.tsx";
import { Foreign } from "#components/ui/facts/foreign.tsx";
import { Notice } from "#components/ui/notice.tsx";
import type { KnownAnswer } from "#lib/api/client.ts";
import { explainSilence, type SilenceCause } from "#lib/payment/explanation/silence.ts";
import type { ShownAnswer } from "#lib/payment/look-up.ts";
import type { Shop } from "#lib/shop/shop.ts";
import { formatTime } from "#lib/time/format.ts";
import { TerminalsAsked } from "../attention/terminals-asked.tsx";
import type { Memory } from "../details/details.tsx";
import { AnnounceAnswer } from "../live/announce-answer.tsx";
import { LiveStatus, type LiveWords } from "../live/live-status.tsx";
import { AnswerView } from "./answer-view.tsx";
import { SilentSince } from "./silent-since.tsx";

/**
 * The bank's new answer. If it says nothing about the payment, the last known state stays the headline,
 * with its age and one line that gives the cause.
 */
export async function FreshAnswer({
  answer,
  tag,
  shown,
  now,
  namedTerminal,
  isAdmin,
  isChanged,
  memory,
  shop,
  doctor,
  hold,
  steps,
  callBack,
  timeline,
  folds,
}: {
  answer: ShownAnswer;
  /** Its entity tag. */
  tag: string;
  /** The answer, or the last known one if the bank said nothing about the payment. */
  shown: ShownAnswer;
  /** Milliseconds since the epoch. */
  now: number;
  /** Terminal named in the address; without one, a re-check asks all terminals again. */
  namedTerminal: string | undefined;
  isAdmin: boolean;
  /** Has the open page just found this outcome? */
  isChanged: boolean;
  memory: Memory;
  /** Who signs the text that is copied for the customer. */
  shop: Shop;
  /** Suggestions for a number that the bank does not know. */
  doctor: ReactNode;
  /** When the hold ends. */
  hold: ReactNode;
  /** Buttons and links for the next step. */
  steps: ReactNode;
  /** Promises to call the customer back. */
  callBack: ReactNode;
  timeline: ReactNode;
  /** Folded parts besides the bank's own: copies, links, viewers. */
  folds: ReactNode;
}) {
  const locale = await getLocale();
  const timeZone = await getTimeZone();
  const ageMilliseconds = now - Date.parse(shown.checkedAt);
  const silence =
    shown === answer ? null : explainSilence(shown, { silent: answer, ageMilliseconds });
  const live = (
    <LiveStatus
      answer={keptOf(answer, { tag, now })}
      namedTerminal={namedTerminal}
      checkedAt={formatTime(answer.checkedAt, { locale, timeZone, style: "clock" })}
      words={await liveWords()}
    />
  );
  return (
    <div data-silent={silence?.cause ?? undefined}>
      <AnnounceAnswer answer={shown} silence={silence} />
      <AnswerView
        answer={shown}
        lookUp={answer.observationId}
        silence={silence}
        isChanged={isChanged}
        memory={memory}
        shop={shop}
        live={live}
        ribbon={
          silence?.cause || answer.silentSince ? (
            <Silent cause={silence?.cause ?? "silent"} since={answer.silentSince} now={now} />
          ) : null
        }
        hold={hold}
        steps={steps}
        callBack={callBack}
        timeline={timeline}
        doctor={doctor}
        asked={<TerminalsAsked answer={answer} />}
        warnings={
          answer.said || answer.fault ? <Fault answer={answer} isAdmin={isAdmin} /> : undefined
        }
        folds={folds}
      />
    </div>
  );
}

/** What the bank or our side said of a fault, the reference for support, and what an admin corrects. */
function Fault({ answer, isAdmin }: { answer: ShownAnswer; isAdmin: boolean }) {
  return (
    <>
      {answer.said ? <BankSaid said={answer.said} /> : null}
      {isAdmin ? <SettingsHint answer={answer} /> : null}
      {answer.fault ? <Reference id={answer.observationId} /> : null}
    </>
  );
}

/** What the open page keeps of the answer. */
function keptOf(answer: ShownAnswer, { tag, now }: { tag: string; now: number }): KnownAnswer {
  const { invoiceId, terminal, service, kind, fault, retryAt } = answer;
  const { statusName, resultCode, checkedAt, observationId } = answer;
  const question = { invoiceId, terminal, service };
  const outcome = { kind, class: answer.class, fault, retryAt, statusName, resultCode };
  // The page was asked for before the bank answered.
  const ageMilliseconds = Math.max(0, now - Date.parse(checkedAt));
  return { ...question, ...outcome, checkedAt, observationId, tag, ageMilliseconds };
}

/** One line: why the bank said nothing, or since when. */
async function Silent({
  cause,
  since,
  now,
}: {
  cause: SilenceCause;
  since: string | null;
  now: number;
}) {
  const t = await getTranslations("explain.silent");
  return (
    <Notice tone="amber">
      <p className="font-medium">
        {since ? <SilentSince since={since} now={now} /> : t(`fault.${cause}`)}
      </p>
    </Notice>
  );
}

/** The bank's own error, which is a text of another party. */
async function BankSaid({ said: { code, message } }: { said: NonNullable<ShownAnswer["said"]> }) {
  const t = await getTranslations("transaction");
  return (
    <p className="text-sm">
      {t("bank_said")}: <Foreign isCode>{code}</Foreign>
      {message ? (
        <>
          , <Foreign>{message}</Foreign>
        </>
      ) : null}
    </p>
  );
}

/** The look-up's reference in the audit log and the process log, for support. */
async function Reference({ id }: { id: string }) {
  const t = await getTranslations();
  const what = t("transaction.reference");
  return (
    <p className="flex flex-wrap items-center gap-2 text-muted text-sm">
      {what}:{" "}
      <span translate="no" className="font-mono text-ink">
        {id}
      </span>
      <CopyButton value={id} label={t("copy.copy", { what })} done={t("copy.copied", { what })} />
    </p>
  );
}

/** Tells an administrator what to correct here. */
async function SettingsHint({ answer: { kind, fault, terminal } }: { answer: ShownAnswer }) {
  const t = await getTranslations("owner");
  switch (fault) {
    case "certificate":
    case "blocked":
    case "compressed":
      return <Notice tone="orange">{t(`${fault}_hint`)}</Notice>;
    default:
      return kind === "our_settings" ? (
        <Notice tone="orange">{t("our_settings_hint", { terminal })}</Notice>
      ) : null;
  }
}

/** Texts for the browser in the reader's language; their placeholders are filled there. */
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
    nextIn: live.next_in,
    age: live.age,
    badges: badge,
  };
}
