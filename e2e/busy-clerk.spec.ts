import { z } from "zod";
import { limitVariables } from "#lib/server/config/rate-limits.ts";
import { type Application, startApplication } from "./application.ts";
import { test as base, expect } from "./fixtures.ts";
import { FORM, rawRequest, trySignIn } from "./raw-request.ts";

/** The limits of a shop, which the demo raises. */
const { TRUSTED_PROXIES: _, ...DEFAULTS } = z.object(limitVariables).parse({});

const test = base.extend<object, { application: Application }>({
  application: [
    async ({}, use) => {
      const application = await startApplication(
        Object.fromEntries(Object.entries(DEFAULTS).map(([name, most]) => [name, String(most)])),
      );
      await use(application);
      await application.stop();
    },
    { scope: "worker", timeout: 240_000 },
  ],
});

test("a clerk with twenty tabs meets no limit while another works (A-80)", async ({
  application: { url },
}) => {
  const [clerk, other] = await Promise.all([
    trySignIn(url, { email: "clerk@demo.kz" }),
    trySignIn(url, { email: "supervisor@demo.kz" }),
  ]);
  const ask = async (path: string, { cookie }: { cookie: string } = clerk) => {
    const { status } = await rawRequest(url, path, { headers: { cookie } });
    return [path, status];
  };
  /** What a tab asks for: its page, the page's files, and what it asks by itself. */
  const tab = (place: number) => [
    ask(`/transactions/2052180${String(74 + place).padStart(2, "0")}`),
    ...["/icon.svg", "/plain-page.css", "/no-scripts.css"].map((file) => ask(file)),
    ask("/api/session"),
    ask("/api/transactions/205218074"),
    ask("/api/palette"),
  ];
  const answers = await Promise.all([
    ...Array.from({ length: 20 }, (_, place) => tab(place)).flat(),
    ...Array.from({ length: 5 }, () => ask("/transactions")),
    ask("/transactions", other),
    ask("/", other),
  ]);
  // What somebody types, a letter at a time.
  for (let length = 3; length <= 9; length += 1) {
    const body = `part=${"205218074".slice(0, length)}`;
    const headers = { cookie: clerk.cookie, ...FORM, "sec-fetch-site": "same-origin" };
    const { status } = await rawRequest(url, "/api/suggestions", { method: "POST", headers, body });
    answers.push(["suggestions", status]);
  }
  expect(answers.filter(([, status]) => status === 429)).toEqual([]);
  expect(answers.filter(([, status]) => status !== 200)).toEqual([]);
});
