import type { Locale } from "#lib/i18n/locale.ts";

/** What a text may say about money, as a reader takes it. */
export type Claim = "taken" | "not_taken" | "kept" | "held" | "returned" | "final" | "pay_again";

type Lexicon = {
  /** Words that make a sentence a claim. */
  claims: readonly (readonly [claim: Claim, words: RegExp])[];
  /** Words that take a claim back: a question, a condition, a quotation, a request to wait. */
  hedges: RegExp;
};

const LEXICONS: Record<Locale, Lexicon> = {
  en: {
    claims: [
      ["taken", /(?<!no )\bmoney was taken\b|\bhas paid\b|\bhas gone through\b|^paid$/i],
      ["not_taken", /\bno money (was|has been) taken\b|\bnothing was taken\b|\bno money moved\b/i],
      ["not_taken", /^not paid$|\bpayment did not go through\b/i],
      ["kept", /\bstays with us\b/i],
      ["held", /\bmoney is held\b|\bheld on the card\b|^held\b/i],
      ["returned", /\bmoney was (returned|refunded)\b|\brefunded (all|part)\b|\bwas given back\b/i],
      ["final", /^final\.?$|\bfinal reason\b/i],
      ["pay_again", /\bpay again\b|\bplease try again\b|\banother card\b/i],
    ],
    hedges: /\bwhether\b|\bif\b|\bmay\b|\bnot (known|clear|pay|take)\b|\bbefore\b|\bbut\b|“|\?/i,
  },
  ru: {
    claims: [
      ["taken", /деньги списаны|платёж прошёл|(?<!не )оплатил|^оплачено$/i],
      ["not_taken", /не списан|не списывали|ничего не списано|^не оплачено$|платёж не прошёл/i],
      ["kept", /(остал|оста[её]т).{0,20}у нас/i],
      ["held", /сумма (пока )?заблокирована|заблокирован[оа]? на (вашей )?карте/i],
      ["returned", /деньги возвращены|денег возвращена|вернули вам/i],
      ["final", /^окончательно\.?$|окончательную причину/i],
      ["pay_again", /оплат\S+,? (пожалуйста, )?(ещё раз|заново|снова)|друг(ую|ой) карт/i],
    ],
    hedges: /\sли\b|если|может|неясно|неизвестно|до новой|пока |не (плат|говор)|, но |«|\?/i,
  },
  kk: {
    claims: [
      ["taken", /ақша (есептен шығарылды|алынды)|төлем(іңіз)? өтті|^төленді$/i],
      ["not_taken", /алынған жоқ|алынбады|^төленбеді$|төлем өтпеді/i],
      ["kept", /бізде қал/i],
      ["held", /сома бұғатталған|картада бұғатталған/i],
      ["returned", /ақша(ның)?.{0,20} қайтарылды|қайтардық/i],
      ["final", /^түпкілікті\.?$|түпкілікті себебін атады/i],
      ["pay_again", /қайта төле(п|ңіз|уін)|басқа карта/i],
    ],
    hedges:
      /\s(ма|ме|ба|бе|па|пе)[\s,]|алынбаған|белгісіз|анық емес|мүмкін|егер|болса|өзгермесе|бұрын|бірақ|деп|дейді|ғатталмаған|«|\?/i,
  },
};

/** The claims of a text, sentence by sentence. */
export function claimsOf(text: string, locale: Locale): { claim: Claim; sentence: string }[] {
  const { claims, hedges } = LEXICONS[locale];
  return sentencesOf(text).flatMap((sentence) =>
    hedges.test(sentence)
      ? []
      : claims.flatMap(([claim, words]) => (words.test(sentence) ? [{ claim, sentence }] : [])),
  );
}

/** Sentences, cells and lines, without blanks at their ends. */
function sentencesOf(text: string): string[] {
  return text
    .replaceAll("\u00a0", " ")
    .split(/(?<=[.!?])\s+|[|·\n\t:]|\s\(|\)/)
    .map((sentence) => sentence.trim())
    .filter(Boolean);
}
