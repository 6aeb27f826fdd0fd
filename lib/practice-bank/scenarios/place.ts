import { found } from "../answers/replies.ts";
import type { ScenarioRow } from "../scenario.ts";

const NO_PLACE = { ipCountry: "", ipCity: "", ipRegion: "", ipDistrict: "" } as const;

/** The location of the payer, which the bank derives from the IP address. */
export const PLACE: readonly ScenarioRow[] = [
  {
    invoice: "10000601",
    title: { kk: "Алматы, бәрі сай", ru: "Алматы, всё сходится", en: "Almaty, all fits" },
    payment: found("CHARGE", { ipDistrict: "Bostandyk District" }),
  },
  {
    invoice: "10000602",
    title: {
      kk: "Қайшылық: ел – Қазақстан, координаттары – Мәскеу",
      ru: "Противоречие: страна Казахстан, координаты Москвы",
      en: "Contradiction: Kazakhstan with coordinates in Moscow",
    },
    payment: found("CHARGE", {
      ipCity: "",
      ipRegion: "",
      ipLatitude: 55.7386,
      ipLongitude: 37.6068,
    }),
  },
  {
    invoice: "10000603",
    title: {
      kk: "Координаттар 0/0: орналасқан жері белгісіз",
      ru: "Координаты 0/0: местоположение неизвестно",
      en: "Coordinates 0/0: location not known",
    },
    payment: found("CHARGE", { ...NO_PLACE, ipLatitude: 0, ipLongitude: 0 }),
  },
  {
    invoice: "10000604",
    title: {
      kk: "Ішкі желінің IP-мекенжайы (10.…)",
      ru: "IP-адрес внутренней сети (10.…)",
      en: "An IP address of an internal network (10.…)",
    },
    payment: found("CHARGE", { ...NO_PLACE, ip: "10.20.30.40", ipLatitude: 0, ipLongitude: 0 }),
  },
  {
    invoice: "10000605",
    title: { kk: "IPv6 мекенжайы", ru: "Адрес IPv6", en: "An IPv6 address" },
    payment: found("CHARGE", {
      ip: "2001:db8:85a3::8a2e:370:7334",
      ipCity: "Astana",
      ipRegion: "Astana",
      ipLatitude: 51.1694,
      ipLongitude: 71.4491,
    }),
  },
  {
    invoice: "10000606",
    title: {
      kk: "Шетелден төленді: Амстердам, бәрі сай",
      ru: "Оплачено из-за границы: Амстердам, всё сходится",
      en: "Paid from abroad: Amsterdam, all fits",
    },
    payment: found("CHARGE", {
      ip: "193.0.6.139",
      ipCountry: "Netherlands",
      ipCity: "Amsterdam",
      ipRegion: "North Holland",
      ipLatitude: 52.374,
      ipLongitude: 4.8897,
    }),
  },
  {
    invoice: "10000607",
    title: {
      kk: "IP-мекенжай да, орналасқан жер де жоқ",
      ru: "Нет ни IP-адреса, ни местоположения",
      en: "Neither an IP address nor a place",
    },
    payment: found("CHARGE", {
      ip: undefined,
      ipCountry: undefined,
      ipCity: undefined,
      ipRegion: undefined,
      ipDistrict: undefined,
      ipLatitude: undefined,
      ipLongitude: undefined,
    }),
  },
  {
    invoice: "10000608",
    title: {
      kk: "Ендік пен бойлық ауысып кеткен",
      ru: "Широта и долгота перепутаны местами",
      en: "Latitude and longitude swapped",
    },
    payment: found("CHARGE", { ipLatitude: 76.9286, ipLongitude: 43.2567 }),
  },
  {
    invoice: "10000609",
    title: {
      kk: "Мұндай координаттар жоқ (999)",
      ru: "Таких координат не бывает (999)",
      en: "Coordinates that cannot be (999)",
    },
    payment: found("CHARGE", { ipLatitude: 999, ipLongitude: "76.9286" }),
  },
  {
    invoice: "10000610",
    title: {
      kk: "Бір емес, екі IP-мекенжай",
      ru: "Два IP-адреса вместо одного",
      en: "Two IP addresses instead of one",
    },
    payment: found("CHARGE", { ip: "10.0.0.4, 46.148.239.182" }),
  },
];
