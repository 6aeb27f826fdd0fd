import { expect, messagesOf, openDetails, shownAnswer, test } from "../fixtures.ts";

const words = messagesOf("en");

/** The expected kind, class and badge, by practice number. */
const OUTCOMES: readonly [invoice: string, kind: string, finality: string, badge: string][] = [
  ["205218074", "partly_refunded", "settled", words.badge.partly_refunded],
  ["10000101", "paid", "settled", words.badge.paid],
  ["10000102", "held", "waiting", words.badge.held],
  ["10000103", "released", "closed", words.badge.released],
  ["10000104", "hold_expired", "closed", words.badge.hold_expired],
  ["10000109", "card_verified", "closed", words.badge.card_verified],
  ["10000112", "unknown", "may_change", "Unknown: SETTLING"],
  ["10000113", "unknown", "may_change", "Unknown: charge"],
  ["10000201", "failed", "closed", words.badge.failed],
  ["10000204", "in_progress", "moving", words.badge.not_settled],
  ["10000207", "in_progress", "moving", words.badge.not_settled],
  ["10000208", "failed", "may_change", words.badge.failed_not_final],
  ["10000214", "failed", "closed", words.badge.three_d_secure],
  ["10000216", "failed", "closed", words.badge.failed],
  ["10000305", "in_progress", "moving", words.badge.in_progress],
  ["10000306", "in_progress", "moving", words.badge.in_progress],
  ["10000307", "in_progress", "moving", words.badge.in_progress],
  ["10000401", "refunded", "closed", words.badge.refunded],
  ["10000403", "partly_refunded", "settled", words.badge.partly_refunded],
  ["10000405", "refunded", "settled", words.badge.refunded],
  ["10000406", "refunded", "settled", words.badge.refunded],
  ["10000801", "bank_error", "no_answer", words.badge.bank_error],
  ["10000802", "our_settings", "no_answer", words.badge.our_settings],
  ["10000803", "our_settings", "no_answer", words.badge.our_settings],
  ["10000804", "our_settings", "no_answer", words.badge.our_settings],
  ["10000805", "unknown", "may_change", "Unknown: 105"],
  ["10000807", "not_found", "no_answer", words.badge.not_found],
  ["10000810", "unreadable", "no_answer", words.badge.unreadable],
];

test("every outcome has its kind, finality and badge", async ({ page, signIn }) => {
  await signIn();
  for (const [invoice, kind, finality, badge] of OUTCOMES) {
    await page.goto(`/transactions/${invoice}`);
    const article = shownAnswer(page);
    await expect(article, invoice).toHaveAttribute("data-kind", kind);
    await expect(article, invoice).toHaveAttribute("data-class", finality);
    await expect(article.locator("header [data-badge]"), invoice).toHaveText(badge);
  }
});

test("a supervisor sees the whole sample of the bank", { tag: "@smoke" }, async ({
  page,
  signIn,
}) => {
  await signIn("supervisor");
  await page.goto("/transactions/205218074");
  const article = shownAnswer(page);
  await openDetails(page);
  for (const text of [
    "4003 03•• •••• 9821",
    "VISA",
    "Казкоммерцбанк",
    "231951411351",
    "170243",
    "67140D7DE97139A7",
    "af2089fe-43b1-47eb-a61f-c78dd196e18d",
    "46.148.239.182",
    "Kazakhstan",
    "55.7386, 37.6068",
    "ARMAN ALI",
    "order 205218074",
    "98120001",
    "2022-11-15T03:52:17.289853+06:00",
    "15 November 2022 at 03:52:17 GMT+6",
    "1111111",
    "33900",
  ]) {
    await expect(article.getByText(text).first(), text).toBeVisible();
  }
  await expect(page.locator("body")).not.toContainText("e8a09f98-04b4-71a6-e053-1d1a000aa0d2");
});

test("with the bank down, the page shows the last known state with its age", async ({
  page,
  signIn,
  application,
}) => {
  await signIn();
  await page.goto("/transactions/10000103");
  await expect(shownAnswer(page)).toHaveAttribute("data-kind", "released");
  application.bank.setFault("500");
  await page.goto("/transactions/10000103");
  await expect(page.locator("[data-silent=unreachable]")).toBeVisible();
  // One headline with its age, one block of guidance, and the time of the next try.
  const known = page.locator("article[data-kind=released]");
  await expect(known).toHaveCount(1);
  await expect(known.getByText(/^Known at /)).toBeVisible();
  await expect(
    page.locator("[data-silent]").getByText(words.explain.silent.fault.unreachable),
  ).toBeVisible();
  await expect(page.getByRole("timer")).toHaveText(/The page checks again in \d+\ss\./);
  await expect(page.getByText("Nothing is known")).toHaveCount(0);
  await expect(page.getByRole("heading", { name: words.explain.labels.customer })).toHaveCount(1);
  application.bank.setFault(null);
});

test("no verdict is given while the bank is asked; a paid payment keeps its verdict when the bank fails", async ({
  page,
  signIn,
  application,
}) => {
  await signIn();
  await page.goto("/transactions/10000101");
  await expect(shownAnswer(page)).toHaveAttribute("data-kind", "paid");
  application.bank.setFault("hang");
  await page.goto("/transactions/10000101", { waitUntil: "commit" });
  const waiting = page.locator("[data-awaiting-bank]");
  await expect(waiting.locator("[data-goods=withheld]")).toBeVisible();
  await expect(page.locator("[data-goods=yes]")).toHaveCount(0);
  await expect(page.getByText(/^Asking the bank…\s\d+\ss/)).toBeVisible();
  await expect(page.getByText(words.transaction.slow)).toBeVisible();
  await expect(page.locator("[data-silent=unreachable] [data-goods=yes]")).toBeVisible({
    timeout: 20_000,
  });
  application.bank.setFault(null);
  await page.getByRole("button", { name: words.live.check_again }).click();
  await expect(page.locator("[data-silent]")).toHaveCount(0);
  await expect(page.locator("[data-goods=yes]")).toBeVisible();
});

test("refused credentials for one number do not affect other numbers", async ({ page, signIn }) => {
  await signIn();
  await page.goto("/transactions/10000912");
  await expect(shownAnswer(page)).toHaveAttribute("data-kind", "our_settings");
  await expect(page.getByRole("timer")).toHaveText(/The page checks again in \d+\ss\./);
  await page.goto("/transactions/10000101");
  await expect(shownAnswer(page)).toHaveAttribute("data-kind", "paid");
});

test("a payment without 3-D Secure allows the goods and names the risk", async ({
  page,
  signIn,
}) => {
  await signIn();
  await page.goto("/transactions/10000510");
  const header = shownAnswer(page).locator("header");
  await expect(header.locator("[data-goods=yes]")).toBeVisible();
  await expect(header.locator("[data-risk=without_three_d_secure]")).toBeVisible();
});

test("the p2p service is asked on a click only", async ({ page, signIn, application }) => {
  await signIn();
  const before = application.bank.calls.p2p;
  await page.goto("/transactions/10001003");
  await expect(shownAnswer(page)).toHaveAttribute("data-kind", "not_found");
  expect(application.bank.calls.p2p).toBe(before);
  await page.getByRole("link", { name: words.not_found.p2p.try }).click();
  await expect(shownAnswer(page)).toHaveAttribute("data-kind", "paid");
  expect(application.bank.calls.p2p).toBe(before + 1);
});

test("the link has the chosen terminal, and an unknown terminal is not found", async ({
  page,
  signIn,
}) => {
  await signIn();
  await page.goto("/");
  await page.getByLabel(words.look_up.label).fill("10001002");
  await page
    .getByRole("combobox", { name: words.look_up.terminal, exact: true })
    .selectOption("online");
  await page.getByRole("button", { name: words.look_up.submit }).click();
  await expect(page).toHaveURL(/\/transactions\/10001002\?terminal=online/);
  await expect(shownAnswer(page)).toHaveAttribute("data-kind", "held");
  const answer = await page.goto("/transactions/10001002?terminal=nope");
  expect(answer?.status()).toBe(404);
});

test("an administrator sees which setting to correct, a clerk that the payment is not the cause", async ({
  page,
  signIn,
}) => {
  await signIn("clerk");
  await page.goto("/transactions/10000803");
  await expect(page.getByText(words.explain.situation.terminal_wrong.means)).toBeVisible();
  await expect(page.getByText("EPAY_TERMINALS")).toHaveCount(0);
  await page.context().clearCookies();
  await signIn("admin");
  await page.goto("/transactions/10000803");
  await expect(page.getByText("EPAY_TERMINALS")).toBeVisible();
});

test("hostile text from the bank is inert (A-44)", async ({ page, signIn, application }) => {
  await signIn();
  for (const invoice of ["10000709", "10000710", "10000711", "10000713"]) {
    await page.goto(`/transactions/${invoice}`);
    await expect(shownAnswer(page)).toBeVisible();
    expect(await shownAnswer(page).locator("script, img, iframe, object").count()).toBe(0);
    expect(await shownAnswer(page).textContent()).not.toMatch(/[\u202a-\u202e\u2066-\u2069]/);
  }
  for (const invoice of ["10000506", "10000507", "10000516", "10000708"]) {
    await page.goto(`/transactions/${invoice}`);
    await expect(shownAnswer(page)).toBeVisible();
    expect((await page.content()).replace(/[\s-]/g, "")).not.toContain("4111111111111111");
  }
  expect(application.output()).not.toContain("4111111111111111");
});
