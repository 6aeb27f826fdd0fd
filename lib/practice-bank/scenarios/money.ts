import { found, foundOn, fresh } from "../answers/replies.ts";
import type { ScenarioRow } from "../scenario.ts";

/** States without a refund, amounts, currencies, dates. */
export const MONEY: readonly ScenarioRow[] = [
  {
    invoice: "10000101",
    title: { kk: "Төленді, бәрі дұрыс", ru: "Оплачено, всё в порядке", en: "Paid, all in order" },
    payment: found("CHARGE", { amount: 12500 }),
  },
  {
    invoice: "10000102",
    title: {
      kk: "Сома бұғатталған, әлі алынбаған",
      ru: "Сумма заблокирована, ещё не списана",
      en: "Held, not taken yet",
    },
    payment: fresh("AUTH", { amount: 23400 }, 2 * 3600),
  },
  {
    invoice: "10000103",
    title: {
      kk: "Бұғаттан босатылды, ақша алынған жоқ",
      ru: "Блокировка снята, ничего не списано",
      en: "Hold released, nothing taken",
    },
    payment: found("CANCEL"),
  },
  {
    invoice: "10000104",
    title: {
      kk: "Бұғаттау мерзімі өтті, ақша алынған жоқ",
      ru: "Блокировка истекла в банке карты",
      en: "Hold expired at the card’s bank",
    },
    payment: found("CANCEL_OLD"),
  },
  {
    invoice: "10000105",
    title: {
      kk: "15 теңгесі картадан, 35-і бонуспен төленді",
      ru: "Оплачено: 15 с карты и 35 бонусами",
      en: "Paid: 15 by card and 35 with bonuses",
    },
    payment: found("CHARGE", { amount: 15, amountBonus: 35 }),
  },
  {
    invoice: "10000106",
    title: {
      kk: "Түгел бонуспен төленді",
      ru: "Оплачено полностью бонусами",
      en: "Paid with bonuses only",
    },
    payment: found("CHARGE", { amount: 0, amountBonus: 5000 }),
  },
  {
    invoice: "10000107",
    title: { kk: "Доллармен төленді", ru: "Оплачено в долларах", en: "Paid in US dollars" },
    payment: found("CHARGE", { amount: 49.9, currency: "USD" }),
  },
  {
    invoice: "10000108",
    title: {
      kk: "Төленді, бірақ сомалар бір-біріне қайшы",
      ru: "Оплачено, но суммы противоречат друг другу",
      en: "Paid, but the amounts contradict each other",
    },
    payment: found("CHARGE", { amount: 9000, payoutAmount: 500, orgAmount: 12000 }),
  },
  {
    invoice: "10000109",
    title: {
      kk: "Карта тексерілді, ақша алынған жоқ",
      ru: "Проверка карты, деньги не списывались",
      en: "Card verified, no money taken",
    },
    payment: found("VERIFIED", { amount: 0, currency: "USD" }),
  },
  {
    invoice: "10000110",
    title: {
      kk: "Сома сан емес, мәтін болып келді",
      ru: "Сумма пришла текстом, а не числом",
      en: "The amount came as text, not as a number",
    },
    payment: found("CHARGE", { amount: "15000.50", amountBonus: "0", payoutAmount: "0.00" }),
  },
  {
    invoice: "10000111",
    title: {
      kk: "Сома, валюта және күн көрсетілмеген",
      ru: "Сумма, валюта и дата не указаны",
      en: "Amount, currency and date not stated",
    },
    payment: found("CHARGE", {
      amount: undefined,
      orgAmount: undefined,
      currency: undefined,
      createdDate: undefined,
    }),
  },
  {
    invoice: "10000112",
    title: {
      kk: "Бізге белгісіз мәртебе",
      ru: "Статус, которого мы не знаем",
      en: "A status that we do not know",
    },
    payment: found("SETTLING"),
  },
  {
    invoice: "10000113",
    title: {
      kk: "Мәртебе атауы кіші әріппен жазылған",
      ru: "Название статуса строчными буквами",
      en: "Status name in lower case",
    },
    payment: found("charge"),
  },
  {
    invoice: "10000114",
    title: {
      kk: "Мәртебе атауының екі жағында бос орын бар",
      ru: "Пробелы вокруг названия статуса",
      en: "Spaces around the status name",
    },
    payment: found(" CHARGE "),
  },
  {
    invoice: "10000115",
    title: {
      kk: "Жиырма таңбалы сома",
      ru: "Сумма из двадцати цифр",
      en: "An amount of twenty digits",
    },
    payment: found("CHARGE", { amount: "12345678901234567890" }),
  },
  {
    invoice: "10000116",
    title: { kk: "Теріс сома", ru: "Отрицательная сумма", en: "A negative amount" },
    payment: found("CHARGE", { amount: -5 }),
  },
  {
    invoice: "10000117",
    title: {
      kk: "Үтірден кейін үш таңбасы бар сома",
      ru: "Сумма с тремя знаками после запятой",
      en: "An amount with three decimals",
    },
    payment: found("CHARGE", { amount: 12.345 }),
  },
  {
    invoice: "10000118",
    title: {
      kk: "Валюта санмен көрсетілген (398)",
      ru: "Валюта указана числом (398)",
      en: "Currency given as a number (398)",
    },
    payment: found("CHARGE", { currency: 398 }),
  },
  {
    invoice: "10000119",
    title: {
      kk: "2024 жылдың 29 ақпанында, уақыт белдеуі ауысар алдында төленді",
      ru: "Оплачено 29 февраля 2024 года, перед сменой часового пояса",
      en: "Paid on 29 February 2024, just before the change of the time zone",
    },
    payment: foundOn("2024-02-29T23:30:00+06:00", "CHARGE"),
  },
  {
    invoice: "10000120",
    title: {
      kk: "2023 жылғы ескі төлем",
      ru: "Старый платёж 2023 года",
      en: "An old payment of 2023",
    },
    payment: foundOn("2023-05-17T18:04:31+06:00", "CHARGE"),
  },
  {
    invoice: "10000121",
    title: {
      kk: "Күнтізбеде жоқ күн: 30 ақпан",
      ru: "Несуществующая дата: 30 февраля",
      en: "A date that does not exist: 30 February",
    },
    payment: found("CHARGE", { createdDate: "2025-02-30T12:00:00.000000+05:00" }),
  },
  {
    invoice: "10000122",
    title: {
      kk: "Төлем күні әлі келген жоқ: ертеңгі күн",
      ru: "Дата платежа ещё не наступила: завтра",
      en: "The payment’s date has not come yet: tomorrow",
    },
    payment: fresh("CHARGE", {}, -24 * 3600),
  },
  {
    invoice: "10000123",
    title: {
      kk: "Бұғатталған соманың бір бөлігі ғана алынды",
      ru: "Списана только часть заблокированной суммы",
      en: "Only part of the held amount was taken",
    },
    payment: found("CHARGE", { amount: 6000, orgAmount: 10000 }),
  },
  {
    invoice: "10000124",
    title: {
      kk: "Секундтың бөлшегінде жеті цифр бар",
      ru: "Семь цифр в долях секунды",
      en: "Seven digits after the second",
    },
    payment: found("CHARGE", { createdDate: "2025-10-08T16:20:44.1234567+05:00" }),
  },
];
