import { code, found } from "../answers/replies.ts";
import type { ScenarioRow } from "../scenario.ts";

/** Result codes of the status request, and unusual forms of them. */
export const SETTINGS: readonly ScenarioRow[] = [
  {
    invoice: "10000801",
    title: {
      kk: "103: банк қатесі, қайта тексеру керек",
      ru: "103: ошибка банка, проверить ещё раз",
      en: "103: bank error, check again",
    },
    payment: code("103"),
  },
  {
    invoice: "10000802",
    title: {
      kk: "104: токенде терминал көрсетілмеген",
      ru: "104: в токене не указан терминал",
      en: "104: the token carries no terminal",
    },
    payment: code("104"),
  },
  {
    invoice: "10000803",
    title: {
      kk: "106: терминал қате көрсетілген",
      ru: "106: терминал указан неверно",
      en: "106: the terminal is wrong",
    },
    payment: code("106"),
  },
  {
    invoice: "10000804",
    title: {
      kk: "109: терминал біздікі емес",
      ru: "109: терминал не наш",
      en: "109: the terminal is not ours",
    },
    payment: code("109"),
  },
  {
    invoice: "10000805",
    title: {
      kk: "105: мұндай код бізге белгісіз",
      ru: "105: такой код нам не известен",
      en: "105: a code that we do not know",
    },
    payment: code("105"),
  },
  {
    invoice: "10000806",
    title: {
      kk: "999: мұндай код бізге белгісіз",
      ru: "999: такой код нам не известен",
      en: "999: a code that we do not know",
    },
    payment: code("999"),
  },
  {
    invoice: "10000807",
    title: {
      kk: "102: мұндай нөмір табылмады",
      ru: "102: такой номер не найден",
      en: "102: no such number was found",
    },
    payment: code("102"),
  },
  {
    invoice: "10000808",
    title: {
      kk: "102: табылмады, төлем өрісі мүлде жоқ",
      ru: "102: не найдено, поля платежа нет совсем",
      en: "102: not found, without any field for a payment",
    },
    payment: () => ({ resultCode: "102", resultMessage: "Invoice not found" }),
  },
  {
    invoice: "10000809",
    title: {
      kk: "Нәтиже коды сан болып келді (100), төленді",
      ru: "Код результата числом (100), оплачено",
      en: "The result code came as a number (100), paid",
    },
    payment: (asked) => ({ ...found("CHARGE")(asked), resultCode: 100 }),
  },
  {
    invoice: "10000810",
    title: {
      kk: "Нәтиже коды «0100»: бұған сенуге болмайды",
      ru: "Код результата «0100»: верить нельзя",
      en: "Result code “0100”: cannot be trusted",
    },
    payment: (asked) => ({ ...found("CHARGE")(asked), resultCode: "0100" }),
  },
  {
    invoice: "10000811",
    title: {
      kk: "Нәтиже коды жоқ (null)",
      ru: "Кода результата нет (null)",
      en: "No result code (null)",
    },
    payment: (asked) => ({ ...found("CHARGE")(asked), resultCode: null }),
  },
  {
    invoice: "10000812",
    title: {
      kk: "Төленді, банктің түсіндірмесі жоқ",
      ru: "Оплачено, пояснения банка нет",
      en: "Paid, without the bank’s wording",
    },
    payment: (asked) => ({ ...found("CHARGE")(asked), resultMessage: null }),
  },
];
