import { code, codeBeside, fresh, refusal, stages } from "../answers/replies.ts";
import type { ScenarioRow } from "../scenario.ts";

/** Payments that change; seconds count from the first request. */
export const MOVING: readonly ScenarioRow[] = [
  {
    invoice: "10000301",
    title: {
      kk: "Орындалуда, 8 секундтан кейін бұғатталады, 16-сында төленеді",
      ru: "В обработке, через 8 секунд сумма заблокирована, через 16 оплачено",
      en: "In progress, held after 8 seconds, paid after 16",
    },
    payment: stages(
      [
        { untilSeconds: 8, answer: fresh("NEW", { amount: 15000.5 }) },
        { untilSeconds: 16, answer: fresh("AUTH", { amount: 15000.5 }) },
      ],
      fresh("CHARGE", { amount: 15000.5 }),
    ),
  },
  {
    invoice: "10000302",
    title: {
      kk: "Орындалуда, 10 секундтан кейін «төленбеді» болады",
      ru: "В обработке, через 10 секунд не оплачено",
      en: "In progress, not paid after 10 seconds",
    },
    payment: stages(
      [{ untilSeconds: 10, answer: fresh("NEW") }],
      fresh("FAILED", refusal("484", "Insufficient funds")),
    ),
  },
  {
    invoice: "10000303",
    title: {
      kk: "107: орындалуда, 12 секундтан кейін төленеді",
      ru: "107: в обработке, через 12 секунд оплачено",
      en: "107: in progress, paid after 12 seconds",
    },
    payment: stages([{ untilSeconds: 12, answer: code("107") }], fresh("CHARGE")),
  },
  {
    invoice: "10000304",
    title: {
      kk: "Тым ерте: әзірге табылмады, 10 секундтан кейін табылады",
      ru: "Слишком рано: пока не найдено, через 10 секунд найдётся",
      en: "Too early: not found yet, found after 10 seconds",
    },
    payment: stages([{ untilSeconds: 10, answer: code("102") }], fresh("CHARGE", {}, 3)),
  },
  {
    invoice: "10000305",
    title: {
      kk: "Орындалуда, өзгермейді",
      ru: "В обработке и не меняется",
      en: "In progress and stays so",
    },
    payment: fresh("NEW"),
  },
  {
    invoice: "10000306",
    title: {
      kk: "Төлеуші 3-D Secure қадамында тұр",
      ru: "Плательщик на шаге 3-D Secure",
      en: "The payer is in the 3-D Secure step",
    },
    payment: fresh("FINGERPRINT"),
  },
  {
    invoice: "10000307",
    title: {
      kk: "107: орындалуда, өзгермейді",
      ru: "107: в обработке и не меняется",
      en: "107: in progress and stays so",
    },
    payment: code("107"),
  },
  {
    invoice: "10000308",
    title: {
      kk: "Сома бұғатталған, 10 секундтан кейін бұғаттан босатылады",
      ru: "Сумма заблокирована, через 10 секунд блокировка снята",
      en: "Held, released after 10 seconds",
    },
    payment: stages([{ untilSeconds: 10, answer: fresh("AUTH") }], fresh("CANCEL")),
  },
  {
    invoice: "10000309",
    title: {
      kk: "Төленді, 15 секундтан кейін ақшаның бір бөлігі қайтарылады",
      ru: "Оплачено, через 15 секунд часть денег возвращена",
      en: "Paid, partly refunded after 15 seconds",
    },
    payment: stages(
      [{ untilSeconds: 15, answer: fresh("CHARGE", { amount: 12500 }, 3600) }],
      fresh("REFUND", { amount: 9500, payoutAmount: 3000, orgAmount: 12500 }, 3600),
    ),
  },
  {
    invoice: "10000310",
    title: {
      kk: "107, бірақ қасында төлем деректері де бар",
      ru: "107, но рядом есть и данные платежа",
      en: "107, yet with a payment beside it",
    },
    payment: codeBeside("107", fresh("NEW")),
  },
  {
    invoice: "10000311",
    title: {
      kk: "Алдымен төленбеді (454), 12 секундтан кейін төленіп шығады",
      ru: "Сначала не оплачено (454), через 12 секунд всё же оплачено",
      en: "Not paid at first (454), paid after all after 12 seconds",
    },
    payment: stages(
      [
        {
          untilSeconds: 12,
          answer: fresh("FAILED", refusal("454", "Operation was not completed")),
        },
      ],
      fresh("CHARGE"),
    ),
  },
  {
    invoice: "10000312",
    title: {
      kk: "Мәртебе кері жүреді: төленді, сосын қайтадан орындалуда",
      ru: "Статус идёт назад: оплачено, потом снова в обработке",
      en: "Runs backward: paid, then in progress again",
    },
    payment: stages([{ untilSeconds: 10, answer: fresh("CHARGE") }], fresh("NEW")),
  },
  {
    invoice: "10000313",
    title: {
      kk: "103: банк қатесі, 10 секундтан кейін төленген болып шығады",
      ru: "103: ошибка банка, через 10 секунд видно, что оплачено",
      en: "103: bank error, seen to be paid after 10 seconds",
    },
    payment: stages([{ untilSeconds: 10, answer: code("103") }], fresh("CHARGE", {}, 600)),
  },
];
