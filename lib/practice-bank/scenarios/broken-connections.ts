import type { ScenarioRow } from "../scenario.ts";
import { broken } from "./broken.ts";

/** Faults of the connection, of the access, and of the token service. */
export const BROKEN_CONNECTIONS: readonly ScenarioRow[] = [
  broken("10000901", "hang", {
    kk: "Банк жауап бермей тұр",
    ru: "Банк не отвечает",
    en: "The bank never answers",
  }),
  broken("10000902", "slow-headers", {
    kk: "Жауап өте баяу басталады",
    ru: "Ответ начинается очень медленно",
    en: "The answer begins very slowly",
  }),
  broken("10000903", "slow-body", {
    kk: "Жауап әріп-әріптен келеді",
    ru: "Ответ приходит по одной букве",
    en: "The answer comes letter by letter",
  }),
  broken("10000904", "reset", {
    kk: "Жауап келмей, байланыс үзілді",
    ru: "Связь оборвалась до ответа",
    en: "The connection broke before the answer",
  }),
  broken("10000905", "reset-mid-body", {
    kk: "Байланыс жауаптың ортасында үзілді",
    ru: "Связь оборвалась посреди ответа",
    en: "The connection broke in the middle of the answer",
  }),
  broken("10000906", "endless", {
    kk: "Жауап бітпейді",
    ru: "Ответ без конца",
    en: "The answer never ends",
  }),
  broken("10000907", "401-once", {
    kk: "Токен бір рет жарамай қалды, жаңасы жарайды",
    ru: "Токен один раз не подошёл, новый подходит",
    en: "The token fails once, a new one works",
  }),
  broken("10000908", "401-always", {
    kk: "Банк бізге рұқсат бермейді (401)",
    ru: "Банк не даёт нам доступа (401)",
    en: "The bank refuses our access (401)",
  }),
  broken("10000909", "token-500", {
    kk: "Токен қызметі істемей тұр (500)",
    ru: "Служба токенов не работает (500)",
    en: "The token service is failing (500)",
  }),
  broken("10000910", "token-html", {
    kk: "Токеннің орнына веб-бет келді",
    ru: "Вместо токена пришла веб-страница",
    en: "A web page came instead of a token",
  }),
  broken("10000911", "token-empty", {
    kk: "Токен бос келді",
    ru: "Токен пришёл пустым",
    en: "The token came empty",
  }),
  broken("10000912", "token-401", {
    kk: "Банк біздің құпия кілтімізді қабылдамады",
    ru: "Банк не принял наш секретный ключ",
    en: "The bank does not accept our secret",
  }),
  broken("10000913", "token-hang", {
    kk: "Токен қызметі жауап бермей тұр",
    ru: "Служба токенов не отвечает",
    en: "The token service never answers",
  }),
  broken("10000914", "token-crlf", {
    kk: "Токеннің ішінде жол ауысуы бар",
    ru: "Внутри токена перевод строки",
    en: "A line break inside the token",
  }),
  broken("10000915", "token-mac", {
    kk: "Токеннің түрі басқа",
    ru: "Токен другого типа",
    en: "A token of another type",
  }),
];
