import { NextIntlClientProvider } from "next-intl";
import type { ReactNode } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { createTranslator } from "use-intl/core";
import { AnswerView, BriefAnswer } from "#components/payment/answer/answer-view.tsx";
import { ListCell } from "#components/payment-list/list-cell.tsx";
import { StatusBadge } from "#components/status/status-badge.tsx";
import { summariesOf } from "#lib/copy/summary.ts";
import type { Locale } from "#lib/i18n/locale.ts";
import { messagesOf } from "#lib/i18n/messages.ts";
import { explainSilence } from "#lib/payment/explanation/silence.ts";
import type { ShownAnswer } from "#lib/payment/look-up.ts";
import { sheetOf } from "#lib/server/evidence/content.ts";
import { SHARE_FIELDS, snapshotOf } from "#lib/share/share.ts";
import { shareWords } from "#lib/share/words.ts";

/** What a person reads of an answer in one place, as lines of text. */
interface Surface {
  name: string;
  text: string;
  /** Does it say "yes" to the goods? */
  saysYes: boolean;
}

const TIME_ZONE = "Asia/Almaty";
const URL = "https://anyqta.example.kz/transactions/205218074";
const HOUR = 3_600_000;

/** The bank does not answer. */
const SILENT = { kind: "unreachable", class: "no_answer", fault: "timeout" } as const;

/** Every surface on which an answer is read, in one language. */
export function surfacesOf(answer: ShownAnswer, locale: Locale): Surface[] {
  const row = { id: 1, answer, lookedBy: null };
  return [
    drawn("page", locale, <AnswerView answer={answer} />),
    drawn("page while the bank is asked", locale, <BriefAnswer answer={answer} />),
    ...(answer.class === "no_answer" ? [] : besideSilence(answer, locale)),
    drawn("badge", locale, <StatusBadge answer={answer} />),
    drawn("list", locale, <ListCell column="state" row={row} />),
    drawn("list, finality", locale, <ListCell column="finality" row={row} />),
    ...copies(answer, locale),
    sheet(answer, locale),
    ...link(answer, locale),
  ];
}

function besideSilence(answer: ShownAnswer, locale: Locale): Surface[] {
  const silent = { ...answer, ...SILENT, payment: null, flags: [] };
  return [0, 2 * HOUR].map((ageMilliseconds) =>
    drawn(
      `page beside a silent bank after ${ageMilliseconds / HOUR} h`,
      locale,
      <AnswerView answer={answer} silence={explainSilence(answer, { silent, ageMilliseconds })} />,
    ),
  );
}

function drawn(name: string, locale: Locale, view: ReactNode): Surface {
  const html = renderToStaticMarkup(
    <NextIntlClientProvider locale={locale} messages={messagesOf(locale)} timeZone={TIME_ZONE}>
      {view}
    </NextIntlClientProvider>,
  );
  const text = html
    // Texts in another language are walked in their own turn.
    .replace(/<div data-say="(\w+)">[\s\S]*?<\/div>/g, (all, of) => (of === locale ? all : ""))
    .replace(/<[^>]+>/g, "\n")
    .replaceAll("&quot;", '"')
    .replaceAll("&amp;", "&");
  return { name, text, saysYes: html.includes('data-goods="yes"') };
}

function copies(answer: ShownAnswer, locale: Locale): Surface[] {
  const all = summariesOf(answer, { locale, timeZone: TIME_ZONE, url: URL });
  return Object.entries(all)
    .filter(([form]) => form !== "json")
    .map(([form, text]) => ({ name: `copy: ${form}`, text, saysYes: false }));
}

function sheet(answer: ShownAnswer, locale: Locale): Surface {
  const { outcome, sentence, finality, sections } = sheetOf(answer, {
    ...{ locale, timeZone: TIME_ZONE, url: URL, madeBy: "clerk@shop.kz" },
    ...{
      madeAt: new Date(answer.checkedAt),
      environment: "production",
      steps: [{ answer, at: answer.checkedAt }],
    },
  });
  const facts = sections.flatMap(({ facts: all, notes }) => [...all.flat(), ...notes]);
  return {
    name: "evidence sheet",
    text: [outcome, sentence, finality, ...facts].filter(Boolean).join("\n"),
    saysYes: false,
  };
}

function link(answer: ShownAnswer, locale: Locale): Surface[] {
  const snapshot = snapshotOf(answer, { fields: SHARE_FIELDS, episodes: [] });
  if (!snapshot) return [];
  const words = shareWords(snapshot, { locale, timeZone: TIME_ZONE, environment: "production" });
  const { state, sentence, doubt, customer } = words;
  const t = createTranslator({ locale, messages: messagesOf(locale) });
  const text = [t("share.page.title"), state, sentence, doubt, customer].filter(Boolean).join("\n");
  return [{ name: "link", text, saysYes: false }];
}
