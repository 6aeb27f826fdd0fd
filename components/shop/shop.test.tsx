import { NextIntlClientProvider } from "next-intl";
import type { ReactNode } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { LOCALES, type Locale } from "#lib/i18n/locale.ts";
import { messagesOf } from "#lib/i18n/messages.ts";
import { sampleAnswer, samplePayment } from "#testing/sample-payment.ts";
import { HoldNote } from "./hold-note.tsx";
import { OrderLinks } from "./order-links.tsx";

const render = (view: ReactNode, locale: Locale = "en") =>
  renderToStaticMarkup(
    <NextIntlClientProvider locale={locale} messages={messagesOf(locale)} timeZone="Asia/Almaty">
      {view}
    </NextIntlClientProvider>,
  );

const orderUrl = "https://shop.example.kz/orders/{invoice}";
const cabinetUrl = "https://epay.homebank.kz/login";

test.each(LOCALES)("the order and the cabinet open beside the page (%s)", (locale) => {
  const html = render(
    <OrderLinks invoiceId="205218074" places={{ orderUrl, cabinetUrl }} />,
    locale,
  );
  const links = [...html.matchAll(/<a href="([^"]+)" target="_blank" rel="noreferrer"[^>]*>/g)];
  expect(links.map(([, href]) => href)).toEqual([
    "https://shop.example.kz/orders/205218074",
    cabinetUrl,
  ]);
  const { shop } = messagesOf(locale);
  for (const text of [shop.open_order, shop.open_cabinet]) expect(html).toContain(text);
});

test("what is not set has no link", () => {
  const links = (places: Parameters<typeof OrderLinks>[0]["places"]) =>
    render(<OrderLinks invoiceId="1" places={places} />).match(/href/g)?.length ?? 0;
  expect(links({ orderUrl, cabinetUrl: null })).toBe(1);
  expect(links({ orderUrl: null, cabinetUrl })).toBe(1);
  expect(render(<OrderLinks invoiceId="1" places={{ orderUrl: null, cabinetUrl: null }} />)).toBe(
    "",
  );
});

const created = "2026-11-20T10:00:00.000Z";
const held = sampleAnswer({
  kind: "held",
  payment: samplePayment({ createdAt: { raw: created, instant: created, offset: null } }),
});

test.each([
  ["2026-11-21T08:00:00.000Z", "far", /27 November 2026 at 15:00:00.*6 days left/],
  ["2026-11-26T09:00:00.000Z", "near", /1 day left/],
  ["2026-11-27T08:30:00.000Z", "near", />[^<]* 1 hour left/],
  ["2026-11-27T09:30:00.000Z", "near", /Less than an hour left/],
  ["2026-11-28T09:30:00.000Z", "over", /usual time of a hold is over.*Check again/],
])("at %s the end of a hold is %s", (now, state, words) => {
  const html = render(<HoldNote answer={held} holdDays={7} now={Date.parse(now)} />);
  expect(html).toContain(`data-hold="${state}"`);
  expect(html.includes("text-amber-ink")).toBe(state !== "far");
  expect(html.replace(/[\u00a0\u202f]/g, " ")).toMatch(words);
});

test("of what is not held, and without the setting, no end is told", () => {
  expect(render(<HoldNote answer={sampleAnswer()} holdDays={7} now={0} />)).toBe("");
  expect(render(<HoldNote answer={held} holdDays={null} now={0} />)).toBe("");
});
