import { code, codeBeside, found, refusal } from "../answers/replies.ts";
import type { ScenarioRow } from "../scenario.ts";

/** Declined payments, and those whose outcome the bank does not state. */
export const REFUSED: readonly ScenarioRow[] = [
  {
    invoice: "10000201",
    title: {
      kk: "Картада ақша жетпеді (484)",
      ru: "На карте не хватило денег (484)",
      en: "Not enough money on the card (484)",
    },
    payment: found("FAILED", refusal("484", "Insufficient funds")),
  },
  {
    invoice: "10000202",
    title: {
      kk: "Карта бұғатталған (465)",
      ru: "Карта заблокирована (465)",
      en: "The card is blocked (465)",
    },
    payment: found("FAILED", refusal("465", "Card is blocked")),
  },
  {
    invoice: "10000203",
    title: {
      kk: "Картаның мерзімі өткен (478)",
      ru: "Срок действия карты истёк (478)",
      en: "The card is past its expiry date (478)",
    },
    payment: found("REJECT", refusal("478", "Expired card")),
  },
  {
    invoice: "10000204",
    title: {
      kk: "Төленбеді, бірақ бұл түпкілікті емес (454)",
      ru: "Не оплачено, но это не окончательно (454)",
      en: "Not paid, but that is not final (454)",
    },
    payment: found("FAILED", refusal("454", "Operation was not completed")),
  },
  {
    invoice: "10000205",
    title: {
      kk: "456: банк беттері бұл кодты әртүрлі түсіндіреді",
      ru: "456: страницы банка объясняют код по-разному",
      en: "456: the bank’s pages explain this code differently",
    },
    payment: found("FAILED", refusal("456", "System error")),
  },
  {
    invoice: "10000206",
    title: {
      kk: "459: түпкілікті ме, белгісіз",
      ru: "459: неясно, окончательно ли",
      en: "459: unclear whether it is final",
    },
    payment: found("FAILED", refusal("459", "Check the card number")),
  },
  {
    invoice: "10000207",
    title: {
      kk: "460: сома картада бұғатталып қалуы мүмкін",
      ru: "460: сумма могла остаться заблокированной на карте",
      en: "460: the amount may still be held on the card",
    },
    payment: found("FAILED", refusal("460", "Error during operation")),
  },
  {
    invoice: "10000208",
    title: {
      kk: "Тізімде жоқ себеп коды (9001)",
      ru: "Код причины, которого нет в списке (9001)",
      en: "A reason code that is in no list (9001)",
    },
    payment: found("FAILED", refusal("9001", "Declined")),
  },
  {
    invoice: "10000209",
    title: {
      kk: "Төленбеді, ал себеп коды «сәтті» (00)",
      ru: "Не оплачено, а код причины «успешно» (00)",
      en: "Not paid, yet the reason code says success (00)",
    },
    payment: found("FAILED", { approvalCode: "" }),
  },
  {
    invoice: "10000210",
    title: {
      kk: "Себеп коды мәтін емес, сан болып келді (484)",
      ru: "Код причины пришёл числом, а не текстом (484)",
      en: "The reason code came as a number (484)",
    },
    payment: found("FAILED", refusal(484, "Insufficient funds")),
  },
  {
    invoice: "10000211",
    title: {
      kk: "Себеп кодының алдында нөл бар (0484)",
      ru: "Код причины с нулём впереди (0484)",
      en: "A reason code with a leading zero (0484)",
    },
    payment: found("FAILED", refusal("0484", "Insufficient funds")),
  },
  {
    invoice: "10000212",
    title: {
      kk: "Үш реттен көп әрекет жасалды (505)",
      ru: "Больше трёх попыток (505)",
      en: "More than three attempts (505)",
    },
    payment: found("FAILED", refusal("505", "Attempts limit exceeded")),
  },
  {
    invoice: "10000213",
    title: {
      kk: "Төленбеді, себебі көрсетілмеген",
      ru: "Не оплачено, причина не указана",
      en: "Not paid, no reason given",
    },
    payment: found("FAILED", refusal(undefined, "")),
  },
  {
    invoice: "10000214",
    title: {
      kk: "3-D Secure өтпеді",
      ru: "3-D Secure не пройден",
      en: "3-D Secure not passed",
    },
    payment: found("3D", { ...refusal("473", "3-D Secure failed"), secure: false }),
  },
  {
    invoice: "10000215",
    title: {
      kk: "3-D Secure коды енгізілмеді немесе қате (499)",
      ru: "Код 3-D Secure не введён или неверен (499)",
      en: "3-D Secure code not entered or wrong (499)",
    },
    payment: found("FAILED", { ...refusal("499", "3-D Secure code is wrong"), secure: false }),
  },
  {
    invoice: "10000216",
    title: {
      kk: "101: төлем өтпеді, банк себебін айтпайды",
      ru: "101: платёж не прошёл, банк не говорит почему",
      en: "101: did not go through, the bank does not say why",
    },
    payment: code("101"),
  },
  {
    invoice: "10000217",
    title: {
      kk: "101, бірақ қасында төлем деректері де бар",
      ru: "101, но рядом есть и данные платежа",
      en: "101, yet with a payment beside it",
    },
    payment: codeBeside("101", found("CHARGE")),
  },
  {
    invoice: "10000218",
    title: {
      kk: "Техникалық ақаудан қабылданбады, бұл түпкілікті емес (1268)",
      ru: "Отклонено из-за технического сбоя, не окончательно (1268)",
      en: "Refused because of a technical fault, not final (1268)",
    },
    payment: found("REJECT", refusal("1268", "Technical error")),
  },
  {
    invoice: "10000219",
    title: {
      kk: "Теріс себеп коды (-31), түпкілікті емес",
      ru: "Отрицательный код причины (-31), не окончательно",
      en: "A negative reason code (-31), not final",
    },
    payment: found("FAILED", refusal("-31", "")),
  },
  {
    invoice: "10000220",
    title: {
      kk: "30 минуттан кейін қайталауға болады (476)",
      ru: "Повторить можно через 30 минут (476)",
      en: "Another try is possible after 30 minutes (476)",
    },
    payment: found("FAILED", refusal("476", "Try again later")),
  },
  {
    invoice: "10000221",
    title: {
      kk: "Сәтсіз әрекет тым көп (2740)",
      ru: "Слишком много неудачных попыток (2740)",
      en: "Too many unsuccessful attempts (2740)",
    },
    payment: found("REJECT", refusal("2740", "Too many attempts")),
  },
  {
    invoice: "10000222",
    title: {
      kk: "Карта жоғалған деп хабарланған (481)",
      ru: "Карта заявлена утерянной (481)",
      en: "The card was reported lost (481)",
    },
    payment: found("FAILED", refusal("481", "Lost card")),
  },
  {
    invoice: "10000223",
    title: {
      kk: "3-D Secure қадамында тоқтады, түпкілікті себебі жоқ",
      ru: "Остановлен на 3-D Secure, без окончательной причины",
      en: "Stopped at 3-D Secure, without a final reason",
    },
    payment: found("3D", { ...refusal("00", "Successfully"), secure: false }),
  },
];
