import type { ScenarioRow } from "../scenario.ts";
import { broken } from "./broken.ts";

/** Wrong, corrupted and impossible answers. */
export const BROKEN_ANSWERS: readonly ScenarioRow[] = [
  broken("10000921", "400-json-102", {
    kk: "400: ішінде «табылмады» деген жауап бар",
    ru: "400: внутри ответ «не найдено»",
    en: "400 with the answer “not found” inside",
  }),
  broken("10000922", "400-no-json", {
    kk: "400: себебі айтылмаған",
    ru: "400: без объяснения",
    en: "400 without saying why",
  }),
  broken("10000923", "403", {
    kk: "403: кіруге тыйым салынған",
    ru: "403: доступ запрещён",
    en: "403: access forbidden",
  }),
  broken("10000924", "404", {
    kk: "404: мекенжай қате, бұл «төлем табылмады» емес",
    ru: "404: неверный адрес, это не «платёж не найден»",
    en: "404: wrong address, which is not “payment not found”",
  }),
  broken("10000925", "408", {
    kk: "408: банк күтпеді",
    ru: "408: банк не стал ждать",
    en: "408: the bank would not wait",
  }),
  broken("10000926", "429", {
    kk: "429: тым жиі сұрадық, 20 секунд күту керек",
    ru: "429: спрашиваем слишком часто, подождать 20 секунд",
    en: "429: we ask too often, wait for 20 seconds",
  }),
  broken("10000927", "500", {
    kk: "500: банк жағындағы ақау",
    ru: "500: сбой на стороне банка",
    en: "500: a fault at the bank",
  }),
  broken("10000928", "502-html", {
    kk: "502: банктің алдындағы сервер істемей тұр",
    ru: "502: не работает сервер перед банком",
    en: "502: the server in front of the bank is failing",
  }),
  broken("10000929", "503", {
    kk: "503: қызмет уақытша қолжетімсіз",
    ru: "503: служба временно недоступна",
    en: "503: the service is not available for now",
  }),
  broken("10000930", "503-retry-after", {
    kk: "503: банк 30 секунд күтуді сұрайды",
    ru: "503: банк просит подождать 30 секунд",
    en: "503: the bank asks us to wait for 30 seconds",
  }),
  broken("10000931", "204", {
    kk: "204: жауаптың мазмұны жоқ",
    ru: "204: ответ без содержания",
    en: "204: an answer without content",
  }),
  broken("10000932", "empty-200", {
    kk: "200, бірақ жауап бос",
    ru: "200, но ответ пустой",
    en: "200, but the answer is empty",
  }),
  broken("10000933", "redirect", {
    kk: "Банк басқа мекенжайға жібереді",
    ru: "Банк отсылает на другой адрес",
    en: "The bank sends us to another address",
  }),
  broken("10000934", "html-200", {
    kk: "Жауаптың орнына веб-бет келді",
    ru: "Вместо ответа пришла веб-страница",
    en: "A web page came instead of an answer",
  }),
  broken("10000935", "truncated-json", {
    kk: "Жауап жартысынан үзілген",
    ru: "Ответ обрезан на середине",
    en: "The answer is cut off half-way",
  }),
  broken("10000936", "invalid-utf8", {
    kk: "Жауапта бүлінген таңбалар бар",
    ru: "В ответе испорченные символы",
    en: "Damaged characters in the answer",
  }),
  broken("10000937", "gzip", {
    kk: "Жауап біз сұрамаған түрде сығылған",
    ru: "Ответ сжат, хотя мы не просили",
    en: "The answer is compressed although we did not ask for it",
  }),
  broken("10000938", "gzip-bomb", {
    kk: "Сығылған жауап ашылғанда 200 МБ болады",
    ru: "Сжатый ответ раскрывается до 200 МБ",
    en: "A compressed answer that unfolds to 200 MB",
  }),
  broken("10000939", "wrong-content-type", {
    kk: "Жауап JSON, бірақ HTML деп келді",
    ru: "Ответ в JSON назван HTML",
    en: "A JSON answer that calls itself HTML",
  }),
  broken("10000940", "duplicate-amount", {
    kk: "Жауапта екі түрлі сома бар",
    ru: "В ответе две разные суммы",
    en: "Two different amounts in one answer",
  }),
  broken("10000941", "duplicate-status", {
    kk: "Жауапта екі түрлі мәртебе бар",
    ru: "В ответе два разных статуса",
    en: "Two different statuses in one answer",
  }),
  broken("10000942", "deep-nesting", {
    kk: "Жауаптың ішінде 200 000 қабат бар",
    ru: "В ответе 200 000 уровней вложенности",
    en: "An answer nested 200,000 levels deep",
  }),
  broken("10000943", "oversize", {
    kk: "Жауап тым үлкен (1 МБ-тан асады)",
    ru: "Ответ слишком большой (больше 1 МБ)",
    en: "The answer is too large (over 1 MB)",
  }),
  broken("10000944", "array", {
    kk: "Жауаптың орнына тізім келді",
    ru: "Вместо ответа пришёл список",
    en: "A list came instead of an answer",
  }),
  broken("10000945", "null", {
    kk: "Жауаптың орнына null келді",
    ru: "Вместо ответа пришло null",
    en: "null came instead of an answer",
  }),
  broken("10000946", "string", {
    kk: "Жауаптың орнына жай мәтін келді",
    ru: "Вместо ответа пришла строка",
    en: "A text came instead of an answer",
  }),
  broken("10000947", "transaction-null", {
    kk: "100, бірақ төлемнің орны бос (null)",
    ru: "100, но вместо платежа null",
    en: "100, but null in place of the payment",
  }),
  broken("10000948", "transaction-empty", {
    kk: "100, бірақ төлемде бірде-бір өріс жоқ",
    ru: "100, но в платеже ни одного поля",
    en: "100, but the payment has no fields",
  }),
  broken("10000949", "transaction-absent", {
    kk: "100, бірақ төлем мүлде жоқ",
    ru: "100, но платежа нет совсем",
    en: "100, but there is no payment at all",
  }),
  broken("10000950", "status-missing", {
    kk: "Төлем бар, мәртебесі жоқ",
    ru: "Платёж есть, статуса нет",
    en: "A payment without a status",
  }),
  broken("10000951", "other-invoice", {
    kk: "Банк басқа тапсырыстың төлемін жіберді",
    ru: "Банк прислал платёж по другому заказу",
    en: "The bank sent the payment of another invoice",
  }),
  broken("00100952", "numeric-invoice", {
    kk: "Банк нөмірдің алдындағы нөлдерді жоғалтты",
    ru: "Банк потерял нули в начале номера",
    en: "The bank lost the leading zeros of the number",
  }),
];
