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
import { customerSheet } from "#lib/server/evidence/customer-sheet.ts";
import { internalSheet } from "#lib/server/evidence/internal-sheet.ts";
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
const SHOP = { name: "Айна", phone: "+7 727 000 00 00" };
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
    ...sheets(answer, locale),
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

function sheets(answer: ShownAnswer, locale: Locale): Surface[] {
  const context = {
    ...{ locale, timeZone: TIME_ZONE, shop: SHOP, url: URL, madeBy: "clerk@shop.kz" },
    ...{
      madeAt: new Date(answer.checkedAt),
      environment: "production" as const,
      steps: [{ answer, at: answer.checkedAt }],
    },
  };
  return [customerSheet(answer, context), internalSheet(answer, context)].map((sheet) => {
    const facts = sheet.sections.flatMap(({ facts: all, notes }) => [...all.flat(), ...notes]);
    return {
      name: sheet.mark ? "internal sheet" : "customer's sheet",
      text: [sheet.outcome, ...sheet.sentences, sheet.finality, ...facts]
        .filter(Boolean)
        .join("\n"),
      saysYes: false,
    };
  });
}

function link(answer: ShownAnswer, locale: Locale): Surface[] {
  const snapshot = snapshotOf(answer, { fields: SHARE_FIELDS, episodes: [] });
  if (!snapshot) return [];
  const words = shareWords(snapshot, {
    ...{ locale, timeZone: TIME_ZONE },
    ...{ environment: "production", shop: SHOP },
  });
  const { state, sentence, doubt, customer } = words;
  const t = createTranslator({ locale, messages: messagesOf(locale) });
  const text = [t("share.page.title"), state, sentence, doubt, customer].filter(Boolean).join("\n");
  return [{ name: "link", text, saysYes: false }];
}
